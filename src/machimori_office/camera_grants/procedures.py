"""The grant as something that can be applied for."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.applications.registry import Procedure, procedure
from machimori_office.camera_grants.terms import GrantTerms

GRANT = procedure(
    Procedure(
        name="camera-grants",
        title=Text(ja="防犯カメラの設置補助", en="Grants for cameras"),
        terms=GrantTerms,
        activity="grant-camera",
        prefix="防カ",
        carried_out_at="camera_grants:grant",
        home="camera_grants:cameras",
        is_for_groups=True,
    )
)
