// Part of the fake browser: a mouse that is moved, pressed and let go. Nothing is laid out here, so it is over what page.py names, else over a canvas.

let buttons = 0, under = null, was = [0, 0];
host.mouse = (kind, target, value) => {
  const [clientX, clientY] = String(value).split(" ").map(Number);
  const node = host.byNumber(target) ?? [...canvases.keys()].findLast((canvas) => canvas.isConnected) ?? host.body;
  const { left, top } = node.getBoundingClientRect();
  if (kind !== "move") buttons = kind === "press" ? 1 : 0;
  const at = {
    clientX, clientY, x: clientX, y: clientY, pageX: clientX, pageY: clientY, screenX: clientX, screenY: clientY, layerX: clientX, layerY: clientY,
    offsetX: clientX - left, offsetY: clientY - top, movementX: clientX - was[0], movementY: clientY - was[1], button: 0, buttons, view: globalThis,
    which: kind === "move" ? buttons : 1, detail: 0, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, relatedTarget: null, composed: true,
  };
  const send = (name, bubbles = true) => {
    const point = { ...at, pointerId: 1, pointerType: "mouse", isPrimary: true, pressure: buttons / 2, width: 1, height: 1, tiltX: 0, tiltY: 0 };
    if (name === "move") point.button = -1;
    host.dispatch(node, new PointerEvent("pointer" + name, { ...point, bubbles, cancelable: bubbles, getCoalescedEvents: () => [] }));
    host.dispatch(node, new MouseEvent("mouse" + name, { ...at, bubbles, cancelable: bubbles }));
  };
  was = [clientX, clientY];
  if (under !== node) { send("over"); send("enter", false); }
  under = node;
  send({ press: "down", move: "move", release: "up" }[kind]);
  if (kind === "release") host.dispatch(node, new PointerEvent("click", { ...at, detail: 1, bubbles: true, cancelable: true }));
};
