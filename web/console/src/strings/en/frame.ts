/** What the console says in English: the frame: navigation, login, lists, keys. */
import type { Catalogue } from "../catalogue";

export const frame: Pick<
  Catalogue,
  "app" | "nav" | "user" | "login" | "link" | "list" | "common" | "notice" | "keys"
> = {
  app: { name: "Huisheng", console: "Huisheng Console", title: (count) => `(${count}) Huisheng Console` },
  nav: {
    workbench: "Desk",
    cases: "Cases",
    dashboard: "Dashboard",
    campaigns: "Follow-ups",
    learning: "Learning",
    admin: "Admin",
  },
  user: {
    online: "Online",
    away: "Away",
    presence: "Presence",
    language: "Language",
    theme: "Appearance",
    themes: { system: "System", light: "Light", dark: "Dark" },
    logOut: "Log out",
    roles: { agent: "Agent", lead: "Lead", admin: "Admin" },
    notices: "Turn on desktop notices",
    noticesOn: "Desktop notices are on",
    noticesBlocked:
      "The browser blocks desktop notices. Allow them in the site settings next to the address.",
    noticesWhy: "A short notice when a new conversation or ticket comes to you.",
  },
  login: {
    title: "Log in",
    login: "Login",
    password: "Password",
    submit: "Log in",
    expired: "Your session has ended. Please log in again.",
    needLogin: "Enter your login",
    needPassword: "Enter your password",
  },
  link: {
    lost: "The connection is down, trying again. What you see may be out of date.",
    again: "Reconnect now",
  },
  list: {
    failed: "Could not load",
    retry: "Retry",
    end: "That is all",
    more: "Load more",
    unreachable: "The service cannot be reached. Check the network and try again.",
    unknown: "Something went wrong. Please try again.",
  },
  common: {
    save: "Save",
    close: "Close",
    copy: "Copy",
    copied: "Copied",
    all: "All",
    back: "Back",
    notDone: (what) => `Not done: ${what}`,
    noValue: "—",
    hours: "hours",
  },
  notice: {
    queued: "A customer waits for a person",
    assigned: "A ticket came to you",
    breached: "A ticket is overdue",
    promise: "A promise is overdue",
  },
  keys: {
    title: "Keys",
    next: "Next ticket",
    previous: "Previous ticket",
    assign: "Assign to me",
    resolve: "Resolve",
    note: "Write a note",
    reply: "Write a reply",
    canned: "Canned replies",
    send: "Send",
    help: "Show keys",
    leave: "Leave the box",
  },
};
