// GET and POST …/liste-officielle: an official list is sent, or fetched under the guard; what it would change is shown, and kept in the
// draft once that was read. What was shown comes back with the form and is verified anew: nothing of it waits anywhere.
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { bodyOf, writeCommands, writtenOf } from '#drafting'
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import {
  type Context,
  many,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { FetchRefused, guardedFetch } from '#platform/outside/guard.ts'
import { Outdated, versionIn } from '#platform/screens/outdated.ts'
import { adminFrame, localDay, territory } from '#territory'
import type { TrustList } from '../document/trust-list.ts'
import { TRUST } from '../document/trust-kind.ts'
import { addressOf, HERE } from '../document/trust-page.ts'
import { type OfficialList, officialIn } from './list.ts'
import { type Plan, planOf } from './plan.ts'
import { ListRefused } from './refused.ts'
import { ADDRESS, askingPage, FILE, PARTS, planPage } from './take.page.ts'
import { MOST_BYTES, textIn } from './xml.ts'

const TITLE = 'Lire la liste officielle'
const WRITTEN_SINCE =
  'Quelqu’un a écrit dans ce brouillon depuis que vous l’avez lu\u00a0: lisez la liste de nouveau.'

const nameOf = ({ params }: Pick<Context, 'params'>) => ({ kind: TRUST, id: params.liste ?? '' })
const wrong = (field: string, message: string) => new BadInput([{ field, message }])

const show = (ctx: Context, problems: readonly FieldProblem[] = [], address = ''): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const written = await writtenOf(tx, nameOf(ctx))
    const frame = await adminFrame(ctx, tx)
    const shown = { list: bodyOf(written), problems, address }
    return page(askingPage(frame, shown), problems.length > 0 ? 422 : 200)
  })

const REFUSED: Readonly<Record<FetchRefused['reason'], string>> = {
  address: 'Cette adresse n’est pas celle d’un site public.',
  host: 'Cette adresse n’est pas celle d’un site public.',
  redirects: 'Cette adresse mène trop loin\u00a0: donnez celle de la liste elle-même.',
  size: new ListRefused('size').message,
  timeout: 'Cette adresse ne répond pas. Réessayez plus tard, ou envoyez le fichier.',
  network: 'Cette adresse ne répond pas. Réessayez plus tard, ou envoyez le fichier.',
}

/** What was sent, and under which field what is wrong of it is told. @throws BadInput */
async function sent({ values, uploads, refusal }: Posted): Promise<{ bytes: Buffer; field: string }> {
  const address = one(values, ADDRESS).trim()
  const file = uploads.find(({ field, arrived }) => field === FILE && arrived.size > 0)
  if (refusal) throw wrong(FILE, refusal)
  if ((file === undefined) === (address === ''))
    throw wrong(FILE, 'Choisissez le fichier de la liste, ou donnez son adresse\u00a0: l’un des deux.')
  if (file === undefined) return { bytes: await fetched(address), field: ADDRESS }
  if (file.tooBig || file.arrived.size > MOST_BYTES) throw wrong(FILE, new ListRefused('size').message)
  if (file.arrived.content === null) throw wrong(FILE, new ListRefused('xml').message)
  return { bytes: await buffer(file.arrived.content.read()), field: FILE }
}

async function fetched(address: string): Promise<Buffer> {
  const answer = await guardedFetch(address.slice(0, 500), { timeoutMs: 10_000, maxBytes: MOST_BYTES }).catch(
    (error: unknown) => {
      if (error instanceof FetchRefused) throw wrong(ADDRESS, REFUSED[error.reason])
      throw error
    },
  )
  if (answer.status !== 200) throw wrong(ADDRESS, 'Rien ne se trouve à cette adresse.')
  return answer.body
}

/** @throws BadInput while none is pinned */
function signerOf({ signer }: TrustList): string {
  if (signer !== undefined) return signer
  throw wrong('', 'Épinglez d’abord le certificat qui signe la liste\u00a0: sans lui, aucune n’est prise.')
}

interface Judged {
  readonly official: OfficialList
  readonly plan: Plan
}

/** What it would make of the list that is kept. @throws BadInput beside the field */
async function judged(tx: Read, list: TrustList, text: string, field: string): Promise<Judged> {
  const { zone } = await territory(tx)
  const signer = signerOf(list)
  const official = readBy(() => officialIn(text, { signer, now: tx.now, zone }), field)
  const kept = list.official?.sequence ?? 0
  if (official.sequence < kept)
    throw wrong(
      field,
      `Cette liste porte le n°\u00a0${official.sequence}, et le n°\u00a0${kept} est déjà pris\u00a0: une plus ancienne ne revient pas.`,
    )
  return { official, plan: planOf(list, official, localDay(tx.now, zone)) }
}

/** @throws BadInput beside the field, of what is no list */
function readBy<T>(read: () => T, field: string): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ListRefused)) throw error
    throw wrong(field, error.message)
  }
}

/** What it would do: nothing is written. */
async function tried(ctx: Context, posted: Posted): Promise<Reply> {
  // Whoever pinned nothing fetches nothing; nobody’s connection waits for an address.
  const before = await ctx.db.read(ctx.actor, (tx) => writtenOf(tx, nameOf(ctx)))
  signerOf(bodyOf(before))
  const { bytes, field } = await sent(posted)
  const text = readBy(() => textIn(bytes), field)
  return ctx.db.read(ctx.actor, async (tx) => {
    const written = await writtenOf(tx, nameOf(ctx))
    const list = bodyOf(written)
    const { official, plan } = await judged(tx, list, text, field)
    const today = localDay(tx.now, (await territory(tx)).zone)
    const shown = { list, version: written.edition, official, plan, today, text }
    return page(planPage(await adminFrame(ctx, tx), shown))
  })
}

/** Keeps in the draft what was shown, verified anew. */
async function kept(ctx: Context, { values }: Posted): Promise<Reply> {
  const text = readBy(() => textIn(Buffer.from(many(values, PARTS).join(''), 'base64')), FILE)
  const seen = versionIn(values)
  await ctx.db.write(ctx.actor, async (tx) => {
    const written = await writtenOf(tx, nameOf(ctx))
    if (written.edition !== seen) throw wrong(FILE, WRITTEN_SINCE)
    const { plan } = await judged(tx, bodyOf(written), text, FILE)
    await writeCommands(tx, nameOf(ctx), [{ do: 'replace', to: plan.list as never }], seen)
  })
  return redirect(addressOf(nameOf(ctx).id), 'Gardé dans le brouillon\u00a0: relisez, puis publiez.')
}

const base = { action: 'definition.draft', title: TITLE, face: 'admin' } as const

export const officialRoutes: readonly Route[] = [
  { ...base, get: `${HERE}/:liste/liste-officielle`, handle: (ctx: Context) => show(ctx) },
  post({
    ...base,
    post: `${HERE}/:liste/liste-officielle`,
    input: z.object({}),
    takesFiles: 'sheets',
    atOnce: 4,
    async handle(ctx, _, posted) {
      const act = many(posted.values, PARTS).length > 0 ? kept : tried
      return act(ctx, posted).catch((error: unknown) => {
        if (error instanceof BadInput) return show(ctx, error.problems, one(posted.values, ADDRESS))
        if (error instanceof Outdated) return show(ctx, [{ field: FILE, message: WRITTEN_SINCE }])
        throw error
      })
    },
    again: (ctx, problems, { values }) => show(ctx, problems, one(values, ADDRESS)),
  }),
]
