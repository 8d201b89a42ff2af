/** The page 试聊: the token stands behind the # of the link, so that no server on the way writes it down. */

import { onActions } from "../shared/actions.js";
import { guardForms } from "../shared/enter-key.js";
import { draw } from "../shared/html.js";
import { useTheme } from "../shared/theme.js";
import { Composer } from "../widget/composer.js";
import { quickReplies, welcome } from "../widget/quick-replies.js";
import { Transcript } from "../widget/transcript.js";
import { banner, broken, frame, head } from "./trial-page.js";
import { TrialSession } from "./trial-session.js";

const root = document.getElementById("root");
const token = location.hash.slice(1);
const part = (selector) => root.querySelector(selector);

function talk() {
  draw(root, frame);
  const transcript = new Transcript(part(".scroller"), part(".messages"), { base: "", rates: false, onAway: (away) => (part(".below").hidden = !away) });
  const session = new TrialSession({ token, onChange: () => show(session, transcript) });
  const composer = new Composer(part("form"), { onSend: (text) => session.send(text), onTyped: () => {} });
  onActions(root, {
    below: () => transcript.toEnd(),
    say: ({ dataset }) => session.send(dataset.text),
    retry: ({ dataset }) => session.outbox.retry(dataset.id),
    restart: () => session.restart(),
  });
  addEventListener("online", () => session.outbox.nudge());
  session.start();
  composer.focus();
}

function show(session, transcript) {
  draw(part(".head"), head(session));
  draw(part(".banners"), banner(session));
  draw(part(".greeting"), welcome(session));
  draw(part(".replies"), quickReplies(session));
  part("form").hidden = session.over;
  transcript.draw(session);
  if (session.about) document.title = `试聊：${session.about.title}`;
}

guardForms(document);
useTheme("system");
addEventListener("hashchange", () => location.reload());
if (token) talk();
else draw(root, broken);
