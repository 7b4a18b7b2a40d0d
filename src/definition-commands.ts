// npm run definitions: what the operator does to definitions one by one, beside the folder that `npm run import` publishes.
import { readFile } from 'node:fs/promises'
import {
  archive,
  bundle,
  commandsSchema,
  compare,
  draft,
  drafts,
  edit,
  editsOf,
  giveUp,
  live,
  type Name,
  publish,
  renew,
  unbundle,
  version,
} from '#definitions'
import { system } from './platform/actor.ts'
import type { Database, Read, Write } from './platform/db/db.ts'
import type { Defining, Problem } from './platform/house/definition.ts'
import { NotFound } from './platform/errors.ts'
import { StartError } from './platform/start-error.ts'

const USAGE = `Usage: npm run definitions -- <verb> …
  list                                     drafts
  export <kind/id>…                        what is in force, as one file (JSON, on the output)
  import <file>                            a draft of each definition of such a file that differs
  edit <kind/id> <file>                    changes a draft, begun from what is in force, by a list of commands (JSON)
  log <kind/id>                            the commands that made a draft
  compare <kind/id> [<version> <version>]  two versions in words; without versions, what is in force and the draft
  renew <kind/id>                          takes a draft to what is in force since
  publish <kind/id>…                       these drafts together, or none
  archive <kind/id>                        withdraws what is in force
  drop <kind/id>                           gives a draft up`

/** Lines to write, and whether all went well. */
interface Said {
  lines: readonly string[]
  isRefused?: boolean
}

const named = (house: Defining, word = ''): Name => {
  const [, kind, id] = /^([a-z]+)\/(.+)$/.exec(word) ?? []
  const found = house.definitions.find((one) => one.kind === kind)
  if (found !== undefined && id !== undefined) return { kind: found, id }
  throw new StartError(USAGE, `Kinds: ${house.definitions.map((one) => one.kind).join(', ')}`)
}

const wordOf = ({ kind, id }: Name): string => `${kind.kind}/${id}`
const lineOf = (name: Name, { at, sentence }: Problem): string =>
  `${wordOf(name)}${at === undefined ? '' : `, ${at}`} : ${sentence}`

async function readJson(file = ''): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new StartError(`No file can be read at ${file}`)
  })
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new StartError(`${file} is no JSON`)
  }
}

type Verb<Tx> = (tx: Tx, house: Defining, args: readonly string[]) => Promise<Said>

const reads: Record<string, Verb<Read>> = {
  list: async (tx) => ({
    lines: (await drafts(tx)).map(
      ({ kind, id, base, createdAt }) => `${kind}/${id}, on version ${base}, ${createdAt.toISOString()}`,
    ),
  }),
  export: async (tx, house, args) => ({
    lines: [
      JSON.stringify(
        await bundle(
          tx,
          args.map((word) => named(house, word)),
        ),
        null,
        2,
      ),
    ],
  }),
  log: async (tx, house, [word]) => ({
    lines: (await editsOf(tx, named(house, word))).map(
      ({ n, at, command }) => `${n}  ${at.toISOString()}  ${JSON.stringify(command)}`,
    ),
  }),
  compare: async (tx, house, [word, before, after]) => {
    const { kind, id } = named(house, word)
    const of = async (number: string | undefined, otherwise: () => Promise<unknown>) =>
      number === undefined ? otherwise() : version(tx, kind, id, Number(number))
    const inForce = async () => (await live(tx, kind)).find((row) => row.id === id)?.body
    const written = async () =>
      (await drafts(tx)).find((row) => row.kind === kind.kind && row.id === id)?.body
    const [one, other] = [
      await of(before, inForce),
      await of(after, before === undefined ? written : inForce),
    ]
    if (one === undefined || other === undefined) throw new NotFound('Il n’y a pas deux versions à comparer.')
    const lines = compare(kind, one, other)
    return { lines: lines.length === 0 ? ['Rien ne diffère.'] : lines }
  },
}

const writes: Record<string, Verb<Write>> = {
  import: async (tx, house, [file]) => ({
    lines: (await unbundle(tx, house, await readJson(file))).map((name) => `draft of ${wordOf(name)}`),
  }),
  async edit(tx, house, [word, file]) {
    const name = named(house, word)
    const read = commandsSchema.safeParse(await readJson(file))
    if (!read.success) throw new StartError(`${file} is no list of commands`, read.error.message)
    await draft(tx, name)
    await edit(tx, name, read.data)
    return { lines: [`draft of ${wordOf(name)}, commands: ${read.data.length}`] }
  },
  async renew(tx, house, [word]) {
    return { lines: [`on version ${await renew(tx, named(house, word))}`] }
  },
  async publish(tx, house, args) {
    const names = args.map((word) => named(house, word))
    const outcome = await publish(tx, house, names)
    return 'problems' in outcome
      ? { lines: outcome.problems.map(({ name, problem }) => lineOf(name, problem)), isRefused: true }
      : { lines: names.map((name, at) => `${wordOf(name)} (version ${outcome.numbers[at]})`) }
  },
  async archive(tx, house, [word]) {
    const name = named(house, word)
    const problems = await archive(tx, house, name)
    return { lines: problems.map((problem) => lineOf(name, problem)), isRefused: problems.length > 0 }
  },
  async drop(tx, house, [word]) {
    await giveUp(tx, named(house, word))
    return { lines: [] }
  },
}

const READS = new Map(Object.entries(reads))
const WRITES = new Map(Object.entries(writes))

/** One verb. @returns the code of the command */
export async function commandDefinitions(
  db: Database,
  [verb = '', ...args]: readonly string[],
  house: Defining,
  say: (line: string) => void,
): Promise<number> {
  const [read, write] = [READS.get(verb), WRITES.get(verb)]
  const said =
    read !== undefined
      ? await db.read(system, (tx) => read(tx, house, args))
      : write !== undefined
        ? await db.write(system, (tx) => write(tx, house, args))
        : null
  if (said === null) throw new StartError(USAGE)
  for (const line of said.lines) say(line)
  return said.isRefused === true ? 2 : 0
}
