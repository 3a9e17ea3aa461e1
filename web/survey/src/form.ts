/** The form's behaviour: reasons that fit the score, a counter, sending without losing what was written. */

import type { Answer, Send } from "./send";

const SATISFIED = 4;
const COUNT_FROM = 0.8;

export function enhance(form: HTMLFormElement, send: Send): void {
  form.noValidate = true;
  form.addEventListener("change", () => fit(form));
  const comment = form.querySelector("textarea");
  if (comment) count(comment);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form, send);
  });
  fit(form);
}

/** What is chosen now; null without a score. Reasons of the other mood are never among it. */
export function chosen(form: HTMLFormElement): Answer | null {
  const data = new FormData(form);
  const score = Number(data.get("score"));
  if (!Number.isInteger(score) || score < 1) return null;
  const group = form.querySelector(score >= SATISFIED ? ".high" : ".low");
  const ticked = group?.querySelectorAll<HTMLInputElement>("input:checked") ?? [];
  return {
    score,
    reasons: [...ticked].map((box) => box.value),
    comment: String(data.get("comment") ?? "").trim(),
  };
}

/** Says on the form which reasons fit, for style sheets in browsers without :has(). */
function fit(form: HTMLFormElement): void {
  const answer = chosen(form);
  if (!answer) return;
  form.dataset.mood = answer.score >= SATISFIED ? "high" : "low";
  say(form, "");
}

function count(comment: HTMLTextAreaElement): void {
  const left = document.createElement("span");
  left.className = "count";
  left.setAttribute("aria-live", "polite");
  comment.after(left);
  comment.addEventListener("input", () => {
    const length = [...comment.value].length;
    left.textContent = length >= comment.maxLength * COUNT_FROM ? `${length} / ${comment.maxLength}` : "";
  });
}

async function submit(form: HTMLFormElement, send: Send): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>(".send");
  const answer = chosen(form);
  if (!button || button.disabled) return;
  if (!answer) {
    say(form, "先点一个表情，再提交。");
    form.querySelector<HTMLInputElement>("[name=score]")?.focus();
    return;
  }
  button.disabled = true;
  button.textContent = "正在提交…";
  say(form, "");
  const outcome = await send(form.dataset.answers ?? "", answer);
  if (outcome.done) {
    thank(form, outcome.text);
    return;
  }
  button.disabled = false;
  button.textContent = "重试";
  say(form, outcome.text);
}

function say(form: HTMLFormElement, text: string): void {
  const trouble = form.querySelector("#trouble");
  if (trouble && trouble.textContent !== text) trouble.textContent = text;
}

/** Puts the thanks where the form was and moves the focus there, so that screen readers say it. */
function thank(form: HTMLFormElement, text: string): void {
  const said = document.createElement("section");
  said.className = "said";
  const heading = document.createElement("h1");
  heading.textContent = "收到了";
  heading.tabIndex = -1;
  const words = document.createElement("p");
  words.textContent = text;
  said.append(heading, words);
  form.replaceWith(said);
  document.title = "收到了";
  heading.focus();
}
