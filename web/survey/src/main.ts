/** Finds the form that the service rendered and makes it kinder. */

import "./survey.css";
import { enhance } from "./form";
import { postJson } from "./send";

const form = document.querySelector<HTMLFormElement>("#survey");
if (form) enhance(form, postJson);
