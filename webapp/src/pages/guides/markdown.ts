import DOMPurify from "dompurify";
import { marked } from "marked";

/** What a guide may consist of: text, tables, lists, links and pictures. No form, style or script. */
const allowed = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "iframe", "dialog"],
  FORBID_ATTR: ["style", "id", "name", "srcset", "background"],
  ALLOW_DATA_ATTR: false,
};

/** Markdown as nodes that are safe to put into a page, whoever wrote it. */
export function rendered(markdown: string): DocumentFragment {
  const html = marked.parse(markdown, { async: false, gfm: true, breaks: true });
  const fragment = DOMPurify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true });
  for (const link of fragment.querySelectorAll("a")) opensElsewhere(link);
  for (const picture of fragment.querySelectorAll("img")) onlyOurs(picture);
  return fragment;
}

function opensElsewhere(link: HTMLAnchorElement) {
  link.target = "_blank";
  link.rel = "noreferrer noopener";
}

/** A picture of another site would tell it who reads the guide: it becomes a link. */
function onlyOurs(picture: HTMLImageElement) {
  const source = picture.getAttribute("src") ?? "";
  if (/^\/(?![/\\])/.test(source)) {
    picture.loading = "lazy";
    return;
  }
  const link = document.createElement("a");
  link.href = /^https?:/i.test(source) ? source : "";
  link.textContent = picture.alt || source;
  opensElsewhere(link);
  picture.replaceWith(link);
}
