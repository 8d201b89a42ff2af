/**
 * The trainer desk's pages, in the top bar from left to right; one is open at a time, its name stands in the address (#inbox/i42).
 * A new page is a file beside this one that exports `page = {name, title, key, right, mount, keys?}`; list it in PAGES.
 * `key`: the letter after G that opens it. `right`: who lacks it is not offered the page. `keys`: [[caps, meaning]] for the help.
 * `mount(root, {api, agent, go, announce, failed, rest})` fills `root` and may return `{leave?(), follow?(rest)}`:
 * `go(name, rest)` opens a page; `announce(sentence, tone)` tells what became of something; `failed(error)` takes what the page
 * cannot show itself; `rest` is what stands behind the page's name in the address, `follow` hears of its change.
 */

import { page as agreement } from "./agreement.js";
import { page as care } from "./care.js";
import { page as discovery } from "./discovery.js";
import { page as exam } from "./exam.js";
import { page as feelings } from "./feelings.js";
import { page as inbox } from "./inbox.js";
import { page as knowledge } from "./knowledge.js";
import { page as labelling } from "./labelling.js";
import { page as proposals } from "./proposals.js";
import { page as sharing } from "./sharing.js";
import { page as training } from "./training.js";

export const PAGES = [inbox, labelling, agreement, discovery, care, exam, knowledge, proposals, feelings, training, sharing];

export const offered = ({ rights = [] }, pages = PAGES) => pages.filter(({ right }) => rights.includes(right));

/** The address's page and the rest behind its name; what nobody knows is the first page. */
export function placeOf(hash, pages) {
  const [name, ...rest] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
  const page = pages.find((one) => one.name === name);
  return page ? { page, rest: rest.join("/") } : { page: pages[0], rest: "" };
}
