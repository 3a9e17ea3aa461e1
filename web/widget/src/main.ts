/** What one script tag does: define the element, put it on the page, give the host shop three functions. */

import { HuishengChat } from "./element";

export interface HostApi {
  /** Sign the shopper in by a token that the host shop signed; null signs out. */
  identify: (token: string | null) => void;
  open: () => void;
  close: () => void;
}

declare global {
  interface Window {
    Huisheng?: HostApi;
  }
}

const NAME = "huisheng-chat";
const script = document.currentScript as HTMLScriptElement | null;

function install(): void {
  if (customElements.get(NAME)) return;
  customElements.define(NAME, HuishengChat);
  const found = document.querySelector<HuishengChat>(NAME);
  const element = found ?? (document.createElement(NAME) as HuishengChat);
  const { token, lang, accent } = script?.dataset ?? {};
  if (!element.hasAttribute("origin") && script?.src)
    element.setAttribute("origin", new URL(script.src).origin);
  if (token) element.setAttribute("token", token);
  if (lang) element.setAttribute("lang", lang);
  if (accent) element.style.setProperty("--huisheng-accent", accent);
  if (!found) document.body.append(element);
  window.Huisheng = {
    identify: (hostToken) => {
      if (hostToken) element.setAttribute("token", hostToken);
      else element.removeAttribute("token");
    },
    open: () => element.show(true),
    close: () => element.show(false),
  };
  document.dispatchEvent(new CustomEvent("huisheng:ready"));
}

if (document.body) install();
else document.addEventListener("DOMContentLoaded", install);
