/*
 * The body of a story as it is read: ProseMirror over the schema of schema.js. Nothing here rewrites what is being typed: no
 * completion, no rule of input, so that every way of typing Vietnamese works. A text that would not come out as it went in is
 * not opened here but as plain text.
 */
import {baseKeymap, setBlockType, toggleMark, wrapIn, chainCommands, exitCode, lift} from "../vendor/prosemirror/commands.js";
import {dropCursor} from "../vendor/prosemirror/dropcursor.js";
import {gapCursor} from "../vendor/prosemirror/gapcursor.js";
import {history, redo, undo} from "../vendor/prosemirror/history.js";
import {keymap} from "../vendor/prosemirror/keymap.js";
import {DOMParser as Reader} from "../vendor/prosemirror/model.js";
import {liftListItem, sinkListItem, splitListItem, wrapInList} from "../vendor/prosemirror/schema-list.js";
import {EditorState, Plugin, TextSelection} from "../vendor/prosemirror/state.js";
import {addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, tableEditing} from "../vendor/prosemirror/tables.js";
import {Decoration, DecorationSet, EditorView} from "../vendor/prosemirror/view.js";
import {describe} from "./described.js";
import {OLD_LETTERS} from "./letters.js";
import {elements, html, schema} from "./schema.js";

const {nodes, marks} = schema;
const reader = Reader.fromSchema(schema);

/** What stands there, whoever wrote it: without blank space between blocks and what the server adds to links. */
function plainForm(root) {
  const copy = root.cloneNode(true);
  for (const link of copy.querySelectorAll("a")) link.removeAttribute("rel");
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const blank = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.data.trim() === "" && !text.parentNode.closest("p, h2, h3, h4, pre, figcaption, caption")) blank.push(text);
    else if (!text.parentNode.closest("pre")) text.data = text.data.replace(/[ \t\r\n]+/g, " ");
  }
  for (const text of blank) text.remove();
  copy.normalize();
  return copy.innerHTML.replace(/ +(<\/(?:p|h2|h3|h4|li|td|th|figcaption)>)/g, "$1").replace(/(<(?:p|h2|h3|h4|li|td|th|figcaption)[^>]*>) +/g, "$1");
}

/** Whether the schema loses nothing of it. */
const isKept = (root, doc) => plainForm(elements(doc)) === plainForm(root);

function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const cell = (type) => type.createAndFill();
  const row = (type, section) => nodes.row.create({section}, [cell(type), cell(type), cell(type)]);
  const table = nodes.table.create(null, [row(nodes.th, "thead"), row(nodes.td, "tbody"), row(nodes.td, "tbody")]);
  dispatch?.(state.tr.replaceSelectionWith(table).scrollIntoView());
  return true;
}

function isIn(state, type) {
  const {$from} = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

function has(state, type) {
  const {empty, $from, from, to} = state.selection;
  return Boolean(empty ? type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type));
}

const block = (type) => (state, dispatch, view) =>
  setBlockType(isIn(state, type) ? nodes.paragraph : type, isIn(state, type) ? {bare: false} : undefined)(state, dispatch, view);
const wrap = (type) => (state, dispatch, view) => (isIn(state, type) ? lift : wrapIn(type))(state, dispatch, view);
const list = (type) => (state, dispatch, view) =>
  (isIn(state, type) ? liftListItem(nodes.li) : wrapInList(type))(state, dispatch, view);

/** Asks for an address, or takes the link away. */
function link(ask) {
  return (state, dispatch, view) => {
    if (has(state, marks.a)) return toggleMark(marks.a)(state, dispatch, view);
    if (state.selection.empty) return false;
    if (dispatch) ask().then((href) => href && toggleMark(marks.a, {href})(view.state, view.dispatch, view));
    return true;
  };
}

/** A picture of the house with its caption, below the block of the caret. */
function put(view, {url, motion, alt, width, height, caption}) {
  const image = nodes.picture.create({src: motion ?? url, alt, width: String(width), height: String(height), loading: "lazy"});
  const words = nodes.figcaption.create(null, caption ? schema.text(caption) : undefined);
  view.dispatch(view.state.tr.replaceSelectionWith(nodes.figure.create(null, [image, words])).scrollIntoView());
  view.focus();
}

function picture(choose) {
  return (state, dispatch, view) => {
    if (isInTable(state)) return false;
    if (dispatch) choose().then((chosen) => chosen && put(view, chosen));
    return true;
  };
}

/** Brings files one after the other; who leaves one out leaves out the rest. */
async function bring(view, files, choose) {
  for (const file of files) {
    const chosen = await choose(file);
    if (!chosen) return;
    put(view, chosen);
  }
}

const picturesOf = (files) => [...files].filter((file) => file.type.startsWith("image/"));

/** What the buttons do, by their names in the page. */
const commands = (ask, alt, choose, remark) => ({
  bold: {run: toggleMark(marks.strong), on: (state) => has(state, marks.strong)},
  italic: {run: toggleMark(marks.em), on: (state) => has(state, marks.em)},
  link: {run: link(ask), on: (state) => has(state, marks.a)},
  h2: {run: block(nodes.h2), on: (state) => isIn(state, nodes.h2)},
  h3: {run: block(nodes.h3), on: (state) => isIn(state, nodes.h3)},
  ul: {run: list(nodes.ul), on: (state) => isIn(state, nodes.ul)},
  ol: {run: list(nodes.ol), on: (state) => isIn(state, nodes.ol)},
  quote: {run: wrap(nodes.blockquote), on: (state) => isIn(state, nodes.blockquote)},
  table: {run: insertTable, on: isInTable},
  row: {run: addRowAfter},
  column: {run: addColumnAfter},
  "row-gone": {run: deleteRow},
  "column-gone": {run: deleteColumn},
  "table-gone": {run: deleteTable},
  picture: {run: picture(choose)},
  describe: {run: describe(alt)},
  remark: {run: (state, dispatch) => Boolean(remark) && (!dispatch || remark(state))},
  undo: {run: undo},
  redo: {run: redo},
});

const KEYS = {
  "Mod-b": toggleMark(marks.strong),
  "Mod-i": toggleMark(marks.em),
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  Enter: splitListItem(nodes.li),
  "Shift-Enter": chainCommands(exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.br.create()).scrollIntoView());
    return true;
  }),
  "Mod-]": sinkListItem(nodes.li),
  "Mod-[": liftListItem(nodes.li),
  Tab: goToNextCell(1),
  "Shift-Tab": goToNextCell(-1),
};

/** What other programs have in common that needs more than this editor knows of them; letters that Vietnamese does not have. */
const FOREIGN = /mso-|docs-internal-guid|LibreOffice|<img/i;

/** Puts it in place of what is selected; says where it stands then. */
function insert(view, root) {
  const {from} = view.state.selection;
  const change = view.state.tr.replaceSelection(reader.parseSlice(root));
  const to = change.selection.to;
  view.dispatch(change.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return {from, to};
}

/** What stands there, whatever was written around it since, becomes this instead. */
function replace(view, {from, to}, root) {
  const {doc} = view.state;
  const whole = TextSelection.between(doc.resolve(from), doc.resolve(to));
  view.dispatch(view.state.tr.setSelection(whole).replaceSelection(reader.parseSlice(root)).scrollIntoView());
  view.focus();
}

/**
 * Whether the clipboard was taken care of here: pictures are brought to the house, what other programs put there is made ours by
 * {@code paste}, and comes as plain text where that fails. Everything else is ProseMirror's.
 */
function pasted(view, event, {choose, paste, ranges}) {
  if (!event.clipboardData) return false; // pasted by this program
  const {files} = event.clipboardData;
  const rich = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (!rich && picturesOf(files).length) {
    bring(view, picturesOf(files), choose);
    return true;
  }
  if (rich.includes("data-pm-slice") || (!FOREIGN.test(rich) && !OLD_LETTERS.test(rich) && !OLD_LETTERS.test(text))) return false;
  paste(rich || text).then(
    ({root, repaired, offer}) => {
      const range = insert(view, root);
      if (repaired) ranges.add(range);
      offer(repaired && (() => replace(view, range, repaired)));
    },
    () => view.pasteText(text),
  );
  return true;
}

/** Whether pictures were let go over the text: they go where they fell. */
function droppedOn(view, event, choose) {
  const files = picturesOf(event.dataTransfer?.files ?? []);
  const at = files.length && view.posAtCoords({left: event.clientX, top: event.clientY});
  if (!at) return false;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
  bring(view, files, choose);
  return true;
}

// ---- what is said of paragraphs ----

/** Words without the blank space in which programs differ. */
const bare = (text) => text.normalize("NFC").replace(/\s+/g, "");

/** The outermost blocks, their places and words. */
function blocks(doc) {
  const all = [];
  doc.forEach((node, at) => all.push({node, at, words: bare(node.textBetween(0, node.content.size, " ", " "))}));
  return all;
}

/** Where the paragraph of the caret stood in the document as it was opened; where it has changed: where it stands. */
function placeBefore({doc, selection}, before) {
  const at = selection.$head.index(0);
  const words = blocks(doc)[at].words;
  const found = blocks(before).findIndex((one) => one.words === words);
  return found < 0 ? at : found;
}

/** A line beside each paragraph that {@code remarks} name by its words, as long as it says them. */
function marked(doc, remarks) {
  if (!remarks.size) return DecorationSet.empty;
  const found = blocks(doc).filter(({words}) => remarks.has(words));
  return DecorationSet.create(doc, found.map(({node, at, words}) => Decoration.node(at, at + node.nodeSize, {class: "desk-remarked", "data-remark": remarks.get(words)})));
}

const beside = (remarks) =>
  new Plugin({
    state: {
      init: (_, {doc}) => marked(doc, remarks),
      apply: (transaction, was, before, {doc}) => (transaction.docChanged || transaction.getMeta("remarks") ? marked(doc, remarks) : was),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });

/**
 * A key so soon after a click that the browser has not told yet where the caret went acts where it is. ProseMirror itself gives
 * keys that are no keyboard's while it reads what a phone typed, and of those that begin a composition nothing is to be read.
 */
function caretFirst(view, event) {
  if (event instanceof KeyboardEvent && event.keyCode !== 229) view.domObserver.flush();
  return false;
}

/**
 * Opens the elements of {@code root} in {@code place}; undefined where something of them would be lost. {@code labelledby}: the
 * id of its label; {@code changed}: run after each change; {@code ask}: for an address, {@code alt}: for what a picture shows, {@code choose}: for a picture; {@code paste}: makes HTML of other programs ours. The
 * answer says its HTML and takes a command by its name. {@code remarks}: what is said of paragraphs, by their words.
 */
export function open(place, root, {labelledby, describedby, changed, ask, alt, choose, paste, remarks = new Map(), remark}) {
  const doc = reader.parse(root);
  if (root.textContent.trim() && !isKept(root, doc)) return undefined;
  const named = commands(ask, alt, choose, remark && ((now) => remark(placeBefore(now, doc))));
  const ranges = new Set(); // of what was pasted and may yet be repaired
  const state = EditorState.create({
    doc,
    plugins: [history(), keymap({...KEYS, "Mod-Alt-m": named.remark.run}), keymap(baseKeymap), dropCursor(), gapCursor(), tableEditing(), beside(remarks)],
  });
  const view = new EditorView(place, {
    state,
    attributes: {"aria-labelledby": labelledby, "aria-describedby": describedby, role: "textbox", "aria-multiline": "true", lang: "vi", class: "story-body desk-body"},
    handleKeyDown: caretFirst,
    handleDrop: (at, event) => droppedOn(at, event, choose),
    handlePaste: (at, event) => Boolean(paste) && pasted(at, event, {choose, paste, ranges}),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      for (const range of ranges) Object.assign(range, {from: transaction.mapping.map(range.from, -1), to: transaction.mapping.map(range.to)});
      if (transaction.docChanged) changed();
      shown();
    },
  });
  let shown = () => {};
  return {
    html: () => html(view.state.doc),
    isUnchanged: () => view.state.doc.eq(doc),
    focus: () => view.focus(),
    bring: (files) => bring(view, picturesOf(files), choose),
    /** Says others of paragraphs: {@code remarks} has changed. */
    remark: () => view.dispatch(view.state.tr.setMeta("remarks", true)),
    /** The caret to the paragraph of those words; whether there is one. */
    go(words) {
      const block = blocks(view.state.doc).find((one) => one.words === bare(words));
      if (!block) return false;
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(block.at + 1))).scrollIntoView());
      view.focus();
      return true;
    },
    close: () => view.destroy(),
    run(name) {
      named[name].run(view.state, view.dispatch, view);
      if (name !== "remark") view.focus();
    },
    /** Tells of each button whether it is on and whether it can be pressed now, with every move of the caret. */
    onMove(tell) {
      shown = () => {
        for (const [name, {run, on}] of Object.entries(named)) tell(name, Boolean(on?.(view.state)), run(view.state));
      };
      shown();
    },
  };
}
