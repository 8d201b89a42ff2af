/** The order in which waiting cases are to be taken, as the service places them: class, nearest deadline, longest wait. */

const UNPLACED = 1000; // a case that nobody has looked at yet stands behind those that are placed; a risk before them
const RISK = 3;

const keyOf = ({ routing, urgency, waiting_since: since }) => {
  if (!routing) return [urgency >= RISK ? -1 : UNPLACED - urgency, Infinity, Date.parse(since)];
  return [routing.rank, routing.first_by_deadline ? Date.parse(routing.deadline) : Infinity, Date.parse(routing.counts_from)];
};

export function asTaken(one, other) {
  const [mine, theirs] = [keyOf(one), keyOf(other)];
  const first = mine.findIndex((value, index) => value !== theirs[index]);
  return first < 0 ? 0 : mine[first] < theirs[first] ? -1 : 1;
}
