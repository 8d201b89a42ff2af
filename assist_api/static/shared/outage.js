import { ApiError } from "./api.js";

/** For calls whose failure the page shows elsewhere: what the service or the network refused is let go, a bug is not. */
export function letGoOutage(error) {
  if (!(error instanceof ApiError)) throw error;
}
