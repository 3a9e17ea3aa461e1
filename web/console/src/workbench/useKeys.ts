/** Keys of the desk inside components: the innermost one that knows the action answers. */
import { useEffect, useRef } from "react";
import { actionOf, type KeyAction } from "./keys";

type Answers = Partial<Record<KeyAction, () => void>>;

export function useKeys(answers: Answers): void {
  const now = useRef(answers);
  now.current = answers;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const action = actionOf(event);
      const answer = action && now.current[action];
      if (!answer) return;
      event.preventDefault();
      answer();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
