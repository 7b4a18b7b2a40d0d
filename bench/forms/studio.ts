// The studio on a form of 400 questions and 200 rules: its page, and the save of a question with its checks, one after another over HTTP.
import { actorOfPerson } from '#people'
import { system } from '#platform/actor.ts'
import type { Latency } from '../plan.ts'
import { signedIn } from '../pages.ts'
import { startProgram, type World } from '../world.ts'
import { begin } from '../../src/studio/shown/begin.admin.ts'
import { form } from './ours.ts'

/** In the middle: a rule shows it, others stand before and after. */
const IN_THE_MIDDLE = 'q204'

/** @returns the name of the draft */
async function begun({ db }: World): Promise<string> {
  const editor = await db.read(system, async (tx) => {
    const { id } = await tx.q
      .selectFrom('accounts.person')
      .select('id')
      .where('email', '=', 'admin@parvis.example')
      .executeTakeFirstOrThrow()
    return actorOfPerson(tx, id)
  })
  if (editor === null) throw new Error('the administrator is there')
  return db.write(editor, (tx) => begin(tx, { ...form, title: 'Banc ' + Date.now() }))
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What the page’s form would post as it stands. */
function postedBy(page: string): URLSearchParams {
  const found = [...page.matchAll(/<form\b[\s\S]*?<\/form>/g)].find(([text]) =>
    text.includes('name="intitule"'),
  )
  if (found === undefined) throw new Error('no form to change a question')
  const body = new URLSearchParams()
  for (const [tag] of found[0].matchAll(/<input\b[^>]*>/g)) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type')]
    const isLeft = (type === 'checkbox' || type === 'radio') && !/\bchecked\b/.test(tag)
    if (name !== undefined && !isLeft) body.append(name, plain(attribute(tag, 'value') ?? ''))
  }
  for (const [tag, inner] of found[0].matchAll(/<textarea\b[^>]*>([\s\S]*?)<\/textarea>/g))
    body.append(attribute(tag, 'name') ?? '', plain(inner ?? '').replace(/^\n/, ''))
  for (const [tag, inner] of found[0].matchAll(/<select\b[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = [...(inner ?? '').matchAll(/<option\b[^>]*>/g)].find(([option]) =>
      /\bselected\b/.test(option),
    )
    body.append(attribute(tag, 'name') ?? '', plain(attribute(chosen?.[0] ?? '', 'value') ?? ''))
  }
  return body
}

function latency(name: string, taken: number[]): Latency {
  taken.sort((one, other) => one - other)
  const at = (part: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0
  return { name, count: taken.length, errors: 0, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** @param times each is asked @throws Error when a page or a save is not what it should be */
export async function measureStudio(world: World, times: number): Promise<Latency[]> {
  const at = `/administration/formulaires/${await begun(world)}`
  const question = `${at}/questions/${IN_THE_MIDDLE}/changer`
  const cookie = await signedIn(world, 'admin')
  const program = await startProgram(world)
  const asked = async (path: string, body?: URLSearchParams) => {
    const from = performance.now()
    const reply = await fetch(program.origin + path, {
      headers: { cookie, origin: program.origin },
      redirect: 'manual',
      ...(body !== undefined && { method: 'POST', body }),
    })
    const text = await reply.text()
    if (reply.status !== (body === undefined ? 200 : 303))
      throw new Error(`${path}: ${reply.status} ${text.slice(0, 200)}`)
    return { text, taken: performance.now() - from }
  }
  const [pages, panels, saves]: number[][] = [[], [], []]
  try {
    for (let n = -3; n < times; n += 1) {
      const page = await asked(at)
      const panel = await asked(question)
      const body = postedBy(panel.text)
      body.set('intitule', `Question changée ${n + 4}`)
      const save = await asked(question, body)
      if (n < 0) continue
      pages?.push(page.taken)
      panels?.push(panel.taken)
      saves?.push(save.taken)
    }
  } finally {
    await program.stop()
  }
  return [
    latency('the list of its questions, checked', pages ?? []),
    latency('the panel of a question', panels ?? []),
    latency('a question saved', saves ?? []),
  ]
}
