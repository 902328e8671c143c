/*
 * What a picture in the text shows, for those who cannot see it. Pictures of the house bring their words along; those of other
 * sites have none but these.
 */
import {schema} from "./schema.js";

const {figure, image, picture} = schema.nodes;

/** The place of the picture that is selected, or in whose figure the caret stands; undefined: there is none. */
function placeOf({selection: {node, from, $from}}) {
  if (node?.type === picture || node?.type === image) return from;
  const depth = Array.from({length: $from.depth}, (_, i) => $from.depth - i).find((one) => $from.node(one).type === figure);
  if (node?.type !== figure && depth === undefined) return undefined;
  const start = node?.type === figure ? from : $from.before(depth);
  let place;
  (node?.type === figure ? node : $from.node(depth)).forEach((child, offset) => {
    if (child.type === picture) place ??= start + 1 + offset;
  });
  return place;
}

/** Asks for the words of that picture, with those that it has; {@code ask} answers undefined where they stay. */
export const describe = (ask) => (state, dispatch, view) => {
  const place = placeOf(state);
  if (place === undefined) return false;
  if (dispatch) {
    ask(state.doc.nodeAt(place).attrs.alt ?? "").then((alt) => {
      const now = placeOf(view.state);
      if (alt !== undefined && now !== undefined) view.dispatch(view.state.tr.setNodeAttribute(now, "alt", alt));
    });
  }
  return true;
};
