/*
 * What a body may hold, as the server's cleaner allows it. Whatever stands here comes out as it went in; editor.js refuses to
 * open richly what does not. A paragraph that only its place made one (the words of a cell, of a list's entry) is bare: it
 * comes out without its tag.
 */
import {DOMSerializer, Schema} from "../vendor/prosemirror/model.js";

const read = (dom, names) => Object.fromEntries(names.map((name) => [name, dom.getAttribute(name)]));
const write = (attrs, names) => Object.fromEntries(names.filter((name) => attrs[name] !== null).map((name) => [name, attrs[name]]));

/** A node whose attributes are those of its tag. */
function tag(name, names, spec, rule = {}) {
  return {
    ...spec,
    attrs: {...Object.fromEntries(names.map((one) => [one, {default: null}])), ...spec.attrs},
    parseDOM: [{tag: name, getAttrs: (dom) => read(dom, names), ...rule}],
    toDOM: (node) => (spec.content ? [name, write(node.attrs, names), 0] : [name, write(node.attrs, names)]),
  };
}

const ID = ["id"];
const CELL = ["id", "class", "colspan", "rowspan", "scope"];
const IMAGE = ["src", "alt", "width", "height", "loading", "id"];
const PLAYER = ["src", "controls", "preload", "poster", "id"];

function cell(name, role) {
  const spec = tag(name, CELL, {content: "block+", tableRole: role, isolating: true});
  const getAttrs = (dom) => ({
    ...read(dom, CELL),
    colspan: Number(dom.getAttribute("colspan") ?? 1),
    rowspan: Number(dom.getAttribute("rowspan") ?? 1),
  });
  return {
    ...spec,
    attrs: {...spec.attrs, colspan: {default: 1}, rowspan: {default: 1}, colwidth: {default: null}},
    parseDOM: [{tag: name, getAttrs}],
    toDOM: ({attrs}) => [
      name,
      write({...attrs, colspan: attrs.colspan > 1 ? attrs.colspan : null, rowspan: attrs.rowspan > 1 ? attrs.rowspan : null}, CELL),
      0,
    ],
  };
}

const mark = (name, names = [], more = {}) => ({
  ...more,
  attrs: Object.fromEntries(names.map((one) => [one, {default: null}])),
  parseDOM: [{tag: name, getAttrs: (dom) => read(dom, names)}],
  toDOM: ({attrs}) => [name, write(attrs, names), 0],
});

export const schema = new Schema({
  nodes: {
    doc: {content: "block+"},
    paragraph: {
      content: "inline*",
      group: "block",
      attrs: {id: {default: null}, bare: {default: true}},
      parseDOM: [{tag: "p", getAttrs: (dom) => ({...read(dom, ID), bare: false})}],
      toDOM: ({attrs}) => ["p", write(attrs, ID), 0],
    },
    h2: tag("h2", ID, {content: "inline*", group: "block", defining: true}),
    h3: tag("h3", ID, {content: "inline*", group: "block", defining: true}),
    h4: tag("h4", ID, {content: "inline*", group: "block", defining: true}),
    blockquote: tag("blockquote", ID, {content: "block+", group: "block", defining: true}),
    ul: tag("ul", ID, {content: "li+", group: "block"}),
    ol: tag("ol", ID, {content: "li+", group: "block"}),
    li: tag("li", ID, {content: "block+", defining: true}),
    hr: tag("hr", ID, {group: "block"}),
    pre: tag("pre", ID, {content: "text*", marks: "", group: "block", code: true, defining: true}, {preserveWhitespace: "full"}),
    figure: tag("figure", ["class", "id"], {content: "part*", group: "block", marks: "a", isolating: true}),
    picture: tag("img", IMAGE, {group: "part", draggable: true}, {context: "figure/", priority: 60}),
    video: tag("video", PLAYER, {group: "part block"}),
    audio: tag("audio", PLAYER, {group: "part block"}),
    figcaption: tag("figcaption", ID, {content: "inline*", group: "part"}),
    table: {
      content: "row+",
      group: "block",
      tableRole: "table",
      isolating: true,
      attrs: {id: {default: null}, caption: {default: null}},
      parseDOM: [
        {tag: "caption", ignore: true},
        {tag: "table", getAttrs: (dom) => ({...read(dom, ID), caption: dom.querySelector(":scope > caption")?.textContent ?? null})},
      ],
      toDOM: ({attrs}) => ["table", {...write(attrs, ID), "data-caption": attrs.caption ?? ""}, ["tbody", 0]],
    },
    row: {
      content: "(td | th)*",
      tableRole: "row",
      attrs: {id: {default: null}, section: {default: "tbody"}},
      parseDOM: [{tag: "tr", getAttrs: (dom) => ({...read(dom, ID), section: dom.parentNode.nodeName.toLowerCase()})}],
      toDOM: ({attrs}) => ["tr", write(attrs, ID), 0],
    },
    td: cell("td", "cell"),
    th: cell("th", "header_cell"),
    text: {group: "inline"},
    image: tag("img", IMAGE, {inline: true, group: "inline", draggable: true}),
    br: tag("br", [], {inline: true, group: "inline", selectable: false, linebreakReplacement: true}),
  },
  marks: {
    a: {...mark("a", ["href", "id"], {inclusive: false}), parseDOM: [{tag: "a", getAttrs: (dom) => read(dom, ["href", "id"])}]},
    strong: mark("strong"),
    b: mark("b"),
    em: mark("em"),
    i: mark("i"),
    u: mark("u"),
    s: mark("s"),
    del: mark("del", [], {excludes: ""}),
    ins: mark("ins", [], {excludes: ""}),
    sub: mark("sub", ID),
    sup: mark("sup", ID),
    code: mark("code"),
  },
});

const serializer = DOMSerializer.fromSchema(schema);
const HOLDERS = new Set(["LI", "TD", "TH", "BLOCKQUOTE", "FIGURE"]);

/** Marks which paragraphs are bare: the view's own DOM says nothing of it. */
class Writer extends DOMSerializer {
  serializeNodeInner(node, options) {
    const dom = super.serializeNodeInner(node, options);
    if (node.type === schema.nodes.paragraph && node.attrs.bare) dom.dataset.bare = "";
    if (node.type === schema.nodes.row) dom.dataset.section = node.attrs.section;
    return dom;
  }
}

/** Sections and captions of tables, which the view keeps as attributes. */
function settle(table) {
  const caption = table.dataset.caption;
  table.removeAttribute("data-caption");
  const rows = [...table.querySelectorAll(":scope > tbody > tr")];
  table.replaceChildren();
  if (caption) table.appendChild(document.createElement("caption")).textContent = caption;
  let section;
  for (const row of rows) {
    const name = row.dataset.section;
    row.removeAttribute("data-section");
    if (section?.localName !== name) section = table.appendChild(document.createElement(name === "table" ? "tbody" : name));
    section.append(row);
  }
}

/** The document as elements, as the server writes them. */
export function elements(doc) {
  const writer = new Writer(serializer.nodes, serializer.marks);
  const root = document.createElement("div");
  root.append(writer.serializeFragment(doc.content));
  for (const table of root.querySelectorAll("table")) settle(table);
  for (const bare of root.querySelectorAll("[data-bare]")) {
    const around = bare.parentNode;
    const alone = [...around.childNodes].every((one) => one === bare || ["UL", "OL", "FIGCAPTION"].includes(one.nodeName));
    bare.removeAttribute("data-bare");
    if (HOLDERS.has(around.nodeName) && around.firstChild === bare && alone) bare.replaceWith(...bare.childNodes);
  }
  for (const empty of [...root.querySelectorAll("p, h2, h3, h4")].reverse()) {
    if (!empty.textContent.trim() && !empty.querySelector("img, br") && !empty.id) empty.remove();
  }
  return root;
}

export const html = (doc) => elements(doc).innerHTML;
