// What a whole reading of a directory says, beside what the last ones did: who is the same, who is new, who is there no more. Pure.

/** Somebody as the directory shows them; `email` in small letters. */
export interface Shown {
  entryId: string
  name: string
  email: string
}

/** Somebody who was seen there: an agent, an invitation that waits, or neither. */
export interface Known extends Shown {
  personId: number | null
  invitationId: number | null
  /** Of the settings, when they were last seen. */
  version: number
}
export type Seen = Omit<Known, 'version'>

/** Who is in the authority, by address: agents, and invitations that wait. */
export interface Here {
  workers: ReadonlyMap<string, number>
  invitations: ReadonlyMap<string, number>
}

export interface Compared<S extends Shown> {
  seen: Seen[]
  /** How many of them have another name or address than before. */
  changed: number
  newcomers: S[]
  leavers: Known[]
  /** There no more, and nothing here to close. */
  over: Known[]
}

/** Does what is known of them still open something here? */
export function stands({ personId, invitationId }: Known, { workers, invitations }: Here): boolean {
  return (
    (personId !== null && [...workers.values()].includes(personId)) ||
    (invitationId !== null && [...invitations.values()].includes(invitationId))
  )
}

export function compare<S extends Shown>(
  shown: readonly S[],
  known: readonly Known[],
  here: Here,
): Compared<S> {
  const entries = new Map(shown.map((entry) => [entry.entryId, entry]))
  const before = new Map(known.map((one) => [one.entryId, one]))
  const stay = known.filter(({ entryId }) => entries.has(entryId))
  // One person is one entry; a directory that was made again gives them another number, at the same address.
  const found = new Set(stay.map(({ personId }) => personId))
  const [seen, newcomers]: [Seen[], S[]] = [[], []]
  for (const entry of entries.values()) {
    const { entryId, name, email } = entry
    const same = before.get(entryId)
    const worker = here.workers.get(email) ?? null
    const isTaken = worker !== null && found.has(worker)
    const personId = same?.personId ?? (isTaken ? null : worker)
    const invitationId = same?.invitationId ?? here.invitations.get(email) ?? null
    found.add(personId)
    if (same !== undefined || personId !== null || invitationId !== null)
      seen.push({ entryId, name, email, personId, invitationId })
    else if (!isTaken) newcomers.push(entry)
  }
  const missing = known.filter(({ entryId }) => !entries.has(entryId))
  const leaves = (one: Known) => stands(one, here) && !(one.personId !== null && found.has(one.personId))
  return {
    seen,
    changed: stay.filter((one) => isChanged(one, entries.get(one.entryId))).length,
    newcomers,
    leavers: missing.filter(leaves),
    over: missing.filter((one) => !leaves(one)),
  }
}

const isChanged = (before: Shown, now: Shown | undefined): boolean =>
  now !== undefined && (before.name !== now.name || before.email !== now.email)

/** So few may always leave. */
const FEW = 3

/**
 * Must whoever administers decide? More leave than is ordinary, or somebody was last seen under other settings.
 * @param came how many came from the directory
 * @param share how many in a hundred may leave
 */
export function mustWait(
  leavers: readonly Pick<Known, 'version'>[],
  { came, share, version }: { came: number; share: number; version: number },
): boolean {
  const most = Math.max(FEW, Math.floor((came * share) / 100))
  return leavers.length > most || leavers.some((one) => one.version !== version)
}
