/** The row of quick entries above the input; the service changes it with the topic. */

import { useScene } from "./scene";

export function QuickReplies() {
  const { visit, words } = useScene();
  const conversation = visit.state.conversation;
  if (conversation?.owner === "closed") {
    return (
      <div class="quick">
        <button type="button" class="chip primary" onClick={() => visit.chat.startNext()}>
          {words.startNext}
        </button>
      </div>
    );
  }
  if (!conversation?.quick_replies.length) return null;
  return (
    <fieldset class="quick">
      <legend>{words.quick}</legend>
      {conversation.quick_replies.map((one) => (
        <button key={one.id} type="button" class="chip" onClick={() => visit.chat.choose(0, one)}>
          {one.title}
        </button>
      ))}
    </fieldset>
  );
}
