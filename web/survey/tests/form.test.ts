/** The form as the service renders it, in a browser without a network. */

import { beforeEach, expect, test, vi } from "vitest";
import { chosen, enhance } from "../src/form";
import { type Outcome, read, type Send } from "../src/send";

const face = (score: number) =>
  `<label class="face"><input type="radio" name="score" value="${score}"></label>`;
const chip = (name: string) =>
  `<label class="chip"><input type="checkbox" name="reasons" value="${name}"></label>`;
const PAGE = `<form id="survey" data-answers="/answers"><p id="trouble"></p>${[1, 2, 3, 4, 5].map(face).join("")}
  <fieldset class="reasons low">${chip("等太久")}</fieldset><fieldset class="reasons high">${chip("态度好")}</fieldset>
  <textarea name="comment" maxlength="500"></textarea><button class="send">提交</button></form>`;

let form: HTMLFormElement;

function part<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function tick(value: string): void {
  const box = part<HTMLInputElement>(`[value="${value}"]`);
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

const submit = () => form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
const answering = (outcome: Outcome) => vi.fn<Send>().mockResolvedValue(outcome);

beforeEach(() => {
  document.body.replaceChildren(...new DOMParser().parseFromString(PAGE, "text/html").body.childNodes);
  form = part("#survey");
});

test("reasons of the other mood are left out when the score changes", () => {
  enhance(form, answering({ done: true, text: "" }));
  tick("2");
  tick("等太久");
  tick("5");
  tick("态度好");
  expect(chosen(form)).toEqual({ score: 5, reasons: ["态度好"], comment: "" });
  expect(form.dataset.mood).toBe("high");
});

test("without a score nothing is sent and the page says what is missing", () => {
  const send = answering({ done: true, text: "" });
  enhance(form, send);
  submit();
  expect(send).not.toHaveBeenCalled();
  expect(part("#trouble").textContent).toContain("表情");
});

test("after a failure the words are still there and the button offers another try", async () => {
  enhance(form, answering({ done: false, text: "没有发出去" }));
  tick("1");
  part<HTMLTextAreaElement>("textarea").value = "还是坏的";
  submit();
  await vi.waitFor(() => expect(part(".send").textContent).toBe("重试"));
  expect(part("#trouble").textContent).toBe("没有发出去");
  expect(part<HTMLTextAreaElement>("textarea").value).toBe("还是坏的");
});

test("two taps send one answer, and the thanks say what happens now as plain text", async () => {
  const send = answering({ done: true, text: "小林会在今天 18:00 前联系您 <b>" });
  enhance(form, send);
  tick("1");
  submit();
  submit();
  await vi.waitFor(() => expect(part(".said p").textContent).toContain("<b>"));
  expect(send).toHaveBeenCalledTimes(1);
  expect(document.activeElement?.tagName).toBe("H1");
});

test("the counter shows only when the box is nearly full", () => {
  enhance(form, answering({ done: true, text: "" }));
  const box = part<HTMLTextAreaElement>("textarea");
  box.value = "好".repeat(399);
  box.dispatchEvent(new Event("input"));
  expect(part(".count").textContent).toBe("");
  box.value = "好".repeat(400);
  box.dispatchEvent(new Event("input"));
  expect(part(".count").textContent).toBe("400 / 500");
});

test.each([
  [true, { thanks: "谢谢" }, { done: true, text: "谢谢" }],
  [false, { error: "already_answered", detail: "您已经评价过了" }, { done: true, text: "您已经评价过了" }],
  [false, { error: "bad_answer", detail: "请选 1 到 5 分。" }, { done: false, text: "请选 1 到 5 分。" }],
  [false, {}, { done: false, text: "没有提交成功，请再试一次。" }],
])("what the service says becomes an outcome (%s, %j)", (ok, body, outcome) => {
  expect(read(ok, body)).toEqual(outcome);
});
