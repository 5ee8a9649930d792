"""Equipment for groups that patrol (防犯資機材): items, stock, hand-over, figures."""
