/** Put a ready sentence into the reply that is being written; where there is none, it can at least be pasted. */
export function put(sentence, desk, say) {
  if (!desk.mine) return navigator.clipboard?.writeText(sentence).then(() => say("已复制，接待后可以粘贴发送"));
  const { text } = desk.open.draft;
  desk.switchTo("reply");
  desk.write(text.trim() ? `${text.trimEnd()}\n${sentence}` : sentence);
  document.querySelector(".composer textarea")?.focus();
  return say("已插入回复，看一眼再发送");
}
