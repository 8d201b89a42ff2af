/** Do `job` unless the model is at one already; `busy` says so meanwhile, and the page is drawn before and after. */

export async function whileBusy(model, onChange, job) {
  if (model.busy) return undefined;
  model.busy = true;
  onChange();
  try {
    return await job();
  } finally {
    model.busy = false;
    onChange();
  }
}
