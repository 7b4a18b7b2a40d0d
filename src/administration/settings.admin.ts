// Handlers of the settings: what each says somewhere, whom it comes from, choosing it, giving it back to what is inherited.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { bothTexts, keptOf, merge, Outdated, seenOf, versionIn } from '#platform/screens/outdated.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { type Scope, type Setting, shownOf } from '#platform/house/settings.ts'
import { catalogue } from '#services'
import {
  chooserOf,
  chooseWhole,
  choosers,
  isChosenAt,
  historyOf,
  isSameScope,
  isTheirs,
  latestOf,
  ownValues,
  readTyped,
  saidFor,
  settingPlaces,
} from '#settings'
import { adminFrame, territory } from '#territory'
import { settingPage, type SettingView, type WordedView } from './pages/setting.ts'
import { settingsPage } from './pages/settings.ts'
import { choicesOf, type Place, placeName, pourOf, scopeQuery } from './scope.ts'

const HISTORY = 20

const GONE =
  'Ce service ou cette démarche n’existe plus\u00a0: le réglage serait choisi pour toute la collectivité. Relisez ce qui suit, puis enregistrez, ou choisissez un autre endroit.'

/** Does a form or an address say a unit or a service, which is not that place? It is gone, or was never one of this authority. */
const isElsewhere = (values: Values, { scope }: Place): boolean => one(values, 'pour') !== pourOf(scope)

/**
 * The scope that an address or a form says: the person's authority, or one of theirs; in it a unit or a service. One that is not
 * there is the whole authority: whoever is about to choose must be told (`isElsewhere`).
 */
async function placeOf(ctx: Context, tx: Read, values: Values): Promise<Place> {
  const [place, known] = [await territory(tx), await catalogue(tx)]
  const places = settingPlaces(ctx.actor, place)
  const asked = one(values, 'collectivite')
  const here = asked === '' ? places[0] : places.find(({ authority: { slug } }) => slug === asked)
  if (here === undefined) throw new NotFound()
  const { authority, isWhole, units } = here
  const [, kind, id = ''] = /^(demarche|service)-([a-z0-9-]{1,80})$/.exec(one(values, 'pour')) ?? []
  const named = kind === 'service' ? units.find((item) => item.id === Number(id)) : undefined
  // Whoever chooses for some units alone arrives at the first.
  const unit = named ?? (isWhole ? undefined : units[0])
  const service = isWhole && kind === 'demarche' ? known.service(id)?.definition : undefined
  const scope: Scope = {
    authorityId: authority.id,
    unitId: unit?.id ?? null,
    serviceSlug: service?.slug ?? null,
  }
  return { scope, authority, authorities: places.map((one) => one.authority), here, place, known }
}

/** What the person chooses there. */
async function declaredAt(
  { settings, actor }: Context,
  tx: Read,
  { scope, place }: Pick<Place, 'scope' | 'place'>,
): Promise<Setting[]> {
  const chosen: Setting[] = []
  const theirs = settings.filter((one) => isTheirs(actor, place, one, scope))
  for (const setting of theirs) if (await isChosenAt(tx, setting, scope, place)) chosen.push(setting)
  return chosen
}

/** GET /administration/reglages?q=&collectivite=&pour= */
export function showSettings(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const where = await placeOf(ctx, tx, ctx.query)
    const declared = await declaredAt(ctx, tx, where)
    const said = await saidFor(tx, declared, where.scope, (scope) => placeName(scope, where))
    const asked = one(ctx.query, 'q').trim().slice(0, 100)
    const has = holdsAll(asked)
    const lines = said.filter(({ setting: { label, hint }, shown }) => has(label, hint, shown))
    return page(settingsPage(await adminFrame(ctx, tx), { where, choices: choicesOf(where), asked, lines }))
  })
}

/** The setting of the address, where it may be chosen. @throws NotFound */
async function settingOf(ctx: Context, tx: Read, where: Place): Promise<Setting> {
  const found = (await declaredAt(ctx, tx, where)).find(({ key }) => key === ctx.params.reglage)
  if (found === undefined) throw new NotFound('Ce réglage n’existe pas, ou ne se choisit pas ici.')
  return found
}

/** What its screen shows of a text with words that are replaced; no preview of what it would refuse. */
async function wordedAt(
  tx: Read,
  setting: Setting,
  { scope }: Place,
  { typed, isTried }: { typed: string; isTried: boolean },
): Promise<WordedView | null> {
  const worded = await setting.worded?.(tx, scope)
  if (worded === undefined) return null
  const read = setting.type.safeParse(typed)
  return { tokens: worded.tokens, preview: read.success ? worded.preview(read.data) : null, isTried }
}

/** @param posted what is typed there; what is in force when absent */
async function viewOf(ctx: Context, tx: Read, values: Values, posted?: string): Promise<SettingView> {
  const where = await placeOf(ctx, tx, values)
  const setting = await settingOf(ctx, tx, where)
  const [said] = await saidFor(tx, [setting], where.scope, (scope) => placeName(scope, where))
  if (said === undefined) throw new NotFound()
  const ids = where.authorities.map(({ id }) => id)
  const history = await historyOf(tx, setting.key, where.scope, HISTORY)
  const own = (await ownValues(tx, [setting.key], ids)).filter((value) =>
    isTheirs(ctx.actor, where.place, setting, value),
  )
  const names = await choosers(tx, history)
  const isOwn = (one: Scope) => isSameScope(one, where.scope)
  const typed = posted ?? said.typed
  return {
    setting,
    where,
    typed,
    version: (await latestOf(tx, [setting.key], where.scope))?.id ?? 0,
    seen: seenOf({ valeur: setting }, { valeur: said.typed }),
    both: null,
    worded: await wordedAt(tx, setting, where, { typed, isTried: posted !== undefined }),
    said,
    isOwn: own.some(isOwn),
    elsewhere: own
      .filter((value) => !isOwn(value))
      .map((value) => ({ place: placeName(value, where), shown: shownOf(setting, value.value) })),
    history: history.map(({ value, since }, index) => ({
      shown: value === null ? null : shownOf(setting, value),
      since,
      by: names[index] ?? '',
    })),
    problems: [],
  }
}

/** GET /administration/reglages/:reglage */
export function showSetting(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) =>
    page(settingPage(await adminFrame(ctx, tx), await viewOf(ctx, tx, ctx.query))),
  )
}

const typedOfSetting = z.object({
  valeur: z.string().max(4000, 'Ce texte est trop long.').default(''),
  collectivite: z.string().default(''),
  pour: z.string().default(''),
  acte: z.enum(['choisir', 'essayer', 'heriter']).default('choisir'),
  /** Of what the form showed. */
  version: z.coerce.number().int().optional(),
})
export const settingInput = z.preprocess((values) => keptOf(['valeur'], values as Values), typedOfSetting)

/** With what the form had shown before: whoever saves in the end is judged by that. */
const asPosted = (view: SettingView, values: Values): SettingView =>
  isElsewhere(values, view.where)
    ? view
    : { ...view, version: versionIn(values), seen: seenOf({ valeur: view.setting }, values) }

/** A text as it would be read, before it is chosen. */
function showTried(ctx: Context, typed: string, values: Values): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const view = await viewOf(ctx, tx, values, typed)
    if (isElsewhere(values, view.where)) throw new BadInput(GONE)
    readTyped(view.setting, typed)
    return page(settingPage(await adminFrame(ctx, tx), asPosted(view, values)))
  })
}

/** POST /administration/reglages/:reglage */
export function doChoose(
  ctx: Context,
  { version, ...input }: z.infer<typeof settingInput>,
  posted: Posted,
): Promise<Reply> {
  const values = keptOf(['valeur'], posted.values)
  if (input.acte === 'essayer') return showTried(ctx, input.valeur, values)
  const chosen = ctx.db.write(ctx.actor, async (tx) => {
    const where = await placeOf(ctx, tx, input)
    if (isElsewhere(input, where)) throw new BadInput(GONE)
    const setting = await settingOf(ctx, tx, where)
    const latest = await latestOf(tx, [setting.key], where.scope)
    if (version !== undefined && version !== (latest?.id ?? 0))
      throw new Outdated(await chooserOf(tx, latest))
    const typed = input.acte === 'heriter' ? null : input.valeur.replace(/\r\n?/g, '\n').trim()
    if (typed !== null) readTyped(setting, typed)
    await chooseWhole(tx, setting, where.scope, typed)
    const said =
      typed === null
        ? 'Réglage rendu à ce qui est hérité.'
        : 'Réglage enregistré\u00a0: il vaut dès maintenant.'
    return redirect(`/administration/reglages${scopeQuery(where)}`, said)
  })
  return chosen.catch((error: unknown) => {
    if (!(error instanceof Outdated)) throw error
    return chooseBetween(ctx, values, error)
  })
}

/** Somebody was faster: what both wrote, to choose from. */
function chooseBetween(ctx: Context, values: Values, error: Outdated): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const view = await viewOf(ctx, tx, values)
    const [fields, theirs] = [{ valeur: view.setting }, { valeur: view.typed }]
    const merged = merge(fields, theirs, values)
    const both = bothTexts(fields, error, { typed: theirs }, values, merged)
    const typed = one(merged.typed, 'valeur')
    return page(settingPage(await adminFrame(ctx, tx), { ...view, typed, both }), error.status)
  })
}

export function chooseAgain(ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const view = asPosted(await viewOf(ctx, tx, values, one(keptOf(['valeur'], values), 'valeur')), values)
    return page(settingPage(await adminFrame(ctx, tx), { ...view, problems }), 422)
  })
}
