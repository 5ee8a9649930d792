// Where the focus stands, and how many stops of Tab lie between it and the target.
async target => {
    const PARTS = {date: 4, time: 4, "datetime-local": 7, month: 3, week: 3};
    const CAN_HAVE_FOCUS = "a[href],area[href],button,input,select,textarea,summary,"
        + "iframe,audio[controls],video[controls],[contenteditable],[tabindex]";

    const parts = e => e.tagName === "INPUT" && PARTS[e.type] || 1;
    const isOfGroup = (one, other) => one.type === "radio" && other.type === "radio"
        && one.name === other.name && one.form === other.form;

    function isStop(e) {
        return e.tabIndex >= 0 && !e.matches(":disabled") && !e.closest("[inert]")
            && e.checkVisibility({visibilityProperty: true});
    }

    // A box that scrolls and holds nothing for the focus is a stop by itself.
    function isScrolled(e) {
        if (e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth)
            return false;
        const style = getComputedStyle(e);
        const scrolls = [["overflowY", "Height"], ["overflowX", "Width"]].some(
            ([way, side]) => /auto|scroll/.test(style[way])
                && e["scroll" + side] > e["client" + side]);
        return scrolls && ![...e.querySelectorAll(CAN_HAVE_FOCUS)].some(isStop);
    }

    // Of a group of radio buttons only one is a stop.
    function oneOf(radio, stops) {
        const group = stops.filter(e => isOfGroup(e, radio));
        return group.find(e => e === document.activeElement)
            || group.find(e => e.checked) || group[0];
    }

    function tabStops() {
        const all = [...document.body.querySelectorAll("*")].filter(
            e => e.matches(CAN_HAVE_FOCUS) ? isStop(e) : isScrolled(e));
        return all.filter(e => e.type !== "radio" || e === oneOf(e, all));
    }

    function isFocusVisible(e) {
        const style = getComputedStyle(e);
        const isOutlined = style.outlineStyle !== "none"
            && parseFloat(style.outlineWidth) >= 2;
        return e.matches(":focus-visible") && (isOutlined || style.boxShadow !== "none");
    }

    function there() {
        return {is_there: true, is_visible: isFocusVisible(target), type: target.type,
            value: target.value, is_checked: target.checked};
    }

    async function becomesAStop() {
        for (let tries = 0; tries < 40 && !isStop(target); tries++)
            await new Promise(done => setTimeout(done, 50));
        return isStop(target);
    }

    const from = document.activeElement;
    if (from === target) return there();
    window.hasArrived = () => document.activeElement === target ? there() : null;
    if (document.querySelector("[tabindex]:not([tabindex='0'],[tabindex^='-'])"))
        return {fault: "a tabindex above 0 turns the order of Tab around"};
    if (!await becomesAStop()) return {fault: "hidden, disabled or no stop of Tab"};

    if (isOfGroup(from, target)) {
        const group = [...document.querySelectorAll("input[type=radio]")].filter(
            e => isOfGroup(e, target) && isStop(e));
        const along = group.indexOf(target) - group.indexOf(from);
        return {is_there: false, key: along > 0 ? "ArrowDown" : "ArrowUp",
            times: Math.abs(along), stops: group.length};
    }

    // Tab goes in a ring: the page itself, its stops, and the page again.
    const stops = tabStops();
    const starts = [];
    let ring = 1;
    for (const stop of stops) { starts.push(ring); ring += parts(stop); }
    const goal = starts[stops.findIndex(e => e === target || isOfGroup(e, target))];
    const isNone = !from || from === document.body;
    const after = stops.findIndex(
        e => from && from.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
    const own = stops.indexOf(from);
    let here = isNone ? 0 : own >= 0 ? starts[own] : after >= 0 ? starts[after] : ring;
    // What was typed left the focus in the last part of a date, before its picker.
    if (own >= 0 && parts(from) > 1) here += parts(from) - 2;
    const isBetween = !isNone && own < 0;
    const forward = (goal - here + (isBetween ? 1 : 0) + ring) % ring;
    // Backwards the page itself is passed over.
    const back = here > goal ? here - goal : here - goal + ring - (here ? 1 : 0);
    return {is_there: false, stops: ring, key: forward <= back ? "Tab" : "Shift+Tab",
        times: Math.min(forward, back)};
}
