/** Desktop notices and the number in the page's title, for what came while the agent looked elsewhere. */
import { words } from "../strings";
import type { TicketFrame } from "./desk";

export type NoticeRight = "on" | "off" | "blocked" | "unsupported";

export function noticeRight(): NoticeRight {
  if (typeof Notification === "undefined") return "unsupported";
  if (Notification.permission === "granted") return "on";
  return Notification.permission === "denied" ? "blocked" : "off";
}

/** Ask the browser; only ever after the agent pressed a button. */
export async function askForNotices(): Promise<NoticeRight> {
  if (typeof Notification !== "undefined") await Notification.requestPermission();
  return noticeRight();
}

/** What a ticket's news means for this agent, or null when it need not call anybody. */
export function callOf(
  frame: TicketFrame,
  me: number,
  isLead = false,
): keyof ReturnType<typeof words>["notice"] | null {
  if (frame.change === "assigned" && frame.assignee_id === me) return "assigned";
  if (frame.change === "opened" && (frame.assignee_id === null || frame.assignee_id === me)) return "queued";
  if (frame.change === "sla" && frame.assignee_id === me && frame.to_value?.includes("breach"))
    return "breached";
  // A broken promise is everybody's who leads, and of whoever has the ticket.
  if (frame.change === "promise" && frame.to_value?.endsWith("_breached"))
    return isLead || frame.assignee_id === me ? "promise" : null;
  return null;
}

/** Counts and shows what came while the page was hidden; coming back clears it. */
export class Caller {
  private waiting = new Set<string>();

  constructor(private readonly open: (number: string) => void) {}

  start(): () => void {
    const clear = () => document.visibilityState === "visible" && this.clear();
    document.addEventListener("visibilitychange", clear);
    window.addEventListener("focus", clear);
    return () => {
      document.removeEventListener("visibilitychange", clear);
      window.removeEventListener("focus", clear);
      this.clear();
    };
  }

  hear(frame: TicketFrame, me: number, isLead: boolean): void {
    const call = callOf(frame, me, isLead);
    if (!call || document.hasFocus()) return;
    this.waiting.add(frame.number);
    document.title = words().app.title(this.waiting.size);
    if (noticeRight() !== "on") return;
    const notice = new Notification(words().notice[call], { body: frame.number, tag: frame.number });
    notice.onclick = () => {
      window.focus();
      this.open(frame.number);
      notice.close();
    };
  }

  private clear(): void {
    this.waiting.clear();
    document.title = words().app.console;
  }
}
