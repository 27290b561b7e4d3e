// Everything a person does with an interactive element goes through here: one call, busy meanwhile, what Slack would say.

import { slack } from "./api.js";
import { confirmed } from "./confirm.js";
import { state } from "./store.js";
import { toast, trying } from "./toast.js";

/** Shows what Slack itself would tell the person when the app failed. */
export function showAnswer(answer) {
  if (answer?.user_sees) toast(answer.user_sees.text, "problem");
  return answer;
}

/** Tells the app about a click or a choice; `where` is the message, the view or the home it happened in. */
export async function act(where, block, element, value, node) {
  if (!(await confirmed(element.confirm))) return null;
  node?.setAttribute("aria-busy", "true");
  const answer = await trying(() =>
    slack.act(state.me, { ...where, action_id: element.action_id, block_id: block.block_id, value }),
  );
  node?.removeAttribute("aria-busy");
  return showAnswer(answer);
}

/** The options an external select offers for these words. */
export async function suggestions(where, block, element, query) {
  const needed = element.min_query_length ?? 3;
  if (query.length < needed) {
    return { options: [], note: `Type ${needed === 1 ? "a letter" : `${needed} letters`} to search` };
  }
  const answer = await slack.suggestions(state.me, { ...where, action_id: element.action_id, block_id: block.block_id, query });
  return { options: [...(answer.options ?? []), ...(answer.option_groups ?? []).flatMap((group) => group.options)] };
}
