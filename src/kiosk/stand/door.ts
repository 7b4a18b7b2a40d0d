// The door of a kiosk: opening the device, coming in, a first time too, staying, leaving. Errors are said on its own page: none leads out.
import { z } from 'zod'
import { writerOf } from '#people'
import { type FieldProblem, ParvisError } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { problemOf } from '#platform/http/form-page.ts'
import { SESSION } from '#platform/http/cookies.ts'
import { type Context, json, one, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { icon } from '#platform/ui/icon.ts'
import type { Device } from '../device/queries.ts'
import { enterByPin, enterFirst, openDevice } from './enter.ts'
import { showHome } from './home.ts'
import { atDoor, atStand, HERE, leftOf, stillThere } from './page.ts'
import { deviceHere, endVisit, hadVisit, IDLE_MINUTES, nothingLeft, type Visit, visitHere } from './visit.ts'

type Problems = readonly FieldProblem[]
const errorsOf = (problems: Problems) => problems.map(({ field, message }) => ({ id: field, message }))
const digits = (most: number) => z.string().max(most, `Tapez ${most} chiffres au plus.`).default('')

export const OpenInput = z.object({
  code: z.string().max(60, 'Un code de borne a seize lettres et chiffres.').default(''),
})
export const EnterInput = z.object({ numero: digits(20), code: digits(20) })
export const FirstInput = z.object({
  numero: digits(20),
  unique: digits(20),
  code: digits(20),
  encore: digits(20),
})
export const StayInput = z.object({ suite: z.string().max(500).optional().catch(undefined) })
export const ReadInput = z.object({
  jusque: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0),
})

/** A page of ours, and no other. */
const ownPath = (asked: string): string =>
  /^\/kiosque(?:\/[\w-]+)*(?:\?q=[\w%+.-]*)?$/.test(asked) ? asked : HERE

/** @param secret what nobody behind is to read */
const numberInput = (
  name: string,
  label: string,
  problems: Problems,
  { value = '', secret = false } = {},
): Html =>
  html`<div class="${secret ? 'digits' : ''}">${textInput({ name, label, value, inputmode: 'numeric', autocomplete: 'off', spellcheck: false, maxlength: 20, error: problemOf(problems, name) })}</div>`

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const key = (value: string, label: Html | string): Html =>
  html`<button type="button" value="${value}">${label}</button>`

/** Large keys for whoever has no keyboard: shown by the script that makes them type (kiosk-pad.ts), and needed by nobody. */
const keypad: Html = html`<div class="pad" role="group" aria-label="Clavier" data-pad hidden><p class="meta">Clavier&nbsp;: <b data-pad-of></b></p>${KEYS.map((digit) => key(digit, digit))}${key('erase', 'Effacer')}${key('0', '0')}${key('next', 'Suivant')}</div><p role="status" class="hidden" data-pad-said></p>`

const openPage = (ctx: Context, problems: Problems = []): Promise<Reply> =>
  atDoor(ctx, 'Cet appareil', {
    title: 'Ouvrir cette borne',
    problems: problems.length,
    status: problems.length > 0 ? 422 : 200,
    main: html`${errorSummary(errorsOf(problems), '')}<h1>Ouvrir cette borne</h1>
      <p class="lead">Cet appareil n’est pas encore une borne. Tapez le code que donne l’administration de votre collectivité, à «&nbsp;Bornes des agents&nbsp;».</p>
      <form class="stack" method="post" action="${HERE}/ouvrir" novalidate>${csrfField(ctx.csrf)}${textInput({ name: 'code', label: 'Code de la borne', autocomplete: 'off', spellcheck: false, maxlength: 60, error: problemOf(problems, 'code') })}${button('Ouvrir')}</form>
      <p class="meta">Vous cherchez votre intranet&nbsp;? <a href="/intranet">Il est ici</a>.</p>`,
  })

interface Entry {
  problems?: Problems
  numero?: string
  /** Said first: why nobody is there any more, or until when one waits. */
  said?: Html | false
  status?: number
}

function entryPage(
  ctx: Context,
  { place }: Device,
  { problems = [], numero = '', said = false, status }: Entry = {},
): Promise<Reply> {
  return atDoor(ctx, place, {
    title: 'Entrer',
    problems: problems.length,
    status: status ?? (problems.length > 0 ? 422 : 200),
    main: html`${said}${errorSummary(errorsOf(problems), 'Les chiffres du code sont à taper de nouveau.')}<h1>Entrer</h1>
      <p class="calm">Passez votre badge, ou tapez votre numéro.</p>
      <kiosk-pad><form class="stack" method="post" action="${HERE}/entrer" novalidate>${csrfField(ctx.csrf)}
      <div class="pair-of">${numberInput('numero', 'Votre numéro', problems, { value: numero })}${numberInput('code', 'Vos six chiffres', problems, { secret: true })}</div>
      ${keypad}${button('Entrer', { big: true })}</form></kiosk-pad>
      <div class="stand-acts">${linkButton('Premier accès', `${HERE}/premier`, { kind: 'quiet', big: true })}</div>
      <p class="calm">Code oublié&nbsp;? Votre responsable peut vous en imprimer un neuf. Après plusieurs codes faux, les essais sont ralentis et l’agent est prévenu.</p>`,
  })
}

function firstPage(
  ctx: Context,
  { place }: Device,
  { problems = [], numero = '', said = false, status }: Entry = {},
): Promise<Reply> {
  return atDoor(ctx, place, {
    title: 'Premier accès',
    problems: problems.length,
    status: status ?? (problems.length > 0 ? 422 : 200),
    main: html`${said}${errorSummary(errorsOf(problems), 'Les chiffres du code sont à taper de nouveau.')}<h1>Premier accès</h1>
      <p class="calm">Tapez ce qui est écrit sur votre papier, puis choisissez six chiffres que vous seul connaissez&nbsp;: ni une date, ni des chiffres qui se suivent.</p>
      <kiosk-pad><form class="stack" method="post" action="${HERE}/premier" novalidate>${csrfField(ctx.csrf)}
      <div class="pair-of">${numberInput('numero', 'Votre numéro', problems, { value: numero })}${numberInput('unique', 'Code du papier, huit chiffres', problems)}
      ${numberInput('code', 'Vos six chiffres', problems, { secret: true })}${numberInput('encore', 'Encore une fois', problems, { secret: true })}</div>
      ${keypad}${button('Choisir et entrer', { big: true })}</form></kiosk-pad>
      <div class="stand-acts">${linkButton('J’ai déjà mes chiffres', HERE, { kind: 'quiet', big: true })}</div>`,
  })
}

/** GET /kiosque: what the device is, and who is there. */
export async function showKiosk(ctx: Context): Promise<Reply> {
  const visit = await visitHere(ctx, IDLE_MINUTES)
  if (visit !== null) return guarded(ctx, visit, showHome)
  const device = await deviceHere(ctx)
  if (device === undefined) return openPage(ctx)
  if (!hadVisit(ctx)) return entryPage(ctx, device)
  const said = notice('info', 'La visite d’avant est fermée', html`<p>Rien n’en reste ici.</p>`)
  return { ...(await entryPage(ctx, device, { said })), ...nothingLeft }
}

/** A page of whoever is there, or the door. @param minutes how long they then are without a gesture */
export const visiting =
  (show: (ctx: Context, visit: Visit) => Promise<Reply>, minutes = IDLE_MINUTES) =>
  async (ctx: Context): Promise<Reply> => {
    const visit = await visitHere(ctx, minutes)
    return visit === null ? redirect(HERE) : guarded(ctx, visit, show)
  }

async function guarded(
  ctx: Context,
  visit: Visit,
  show: (ctx: Context, visit: Visit) => Promise<Reply>,
): Promise<Reply> {
  const as = { ...ctx, actor: visit.actor }
  try {
    return await show(as, visit)
  } catch (error) {
    if (!(error instanceof ParvisError)) throw error
    return atStand(as, visit, {
      title: 'Ce n’est pas possible',
      main: html`<h1>Ce n’est pas possible</h1><p class="lead">${error.message}</p>`,
      status: error.status,
    })
  }
}

/** POST /kiosque/ouvrir */
export async function doOpen(ctx: Context, { code }: z.infer<typeof OpenInput>): Promise<Reply> {
  const cookie = await openDevice(ctx, { typed: code, ip: ctx.ip, sessionToken: ctx.sessionToken })
  return { ...redirect(HERE), cookies: [cookie, { name: SESSION, value: null }] }
}
export const openAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> => openPage(ctx, problems)

/** Too many tries are said where they are made. */
async function trying(
  ctx: Context,
  again: (device: Device, entry: Entry) => Promise<Reply>,
  numero: string,
  work: (device: Device) => Promise<Reply>,
): Promise<Reply> {
  const device = await deviceHere(ctx)
  if (device === undefined) return redirect(HERE)
  try {
    return await work(device)
  } catch (error) {
    if (!(error instanceof ParvisError) || (error.status !== 429 && error.status !== 503)) throw error
    const said = html`<div role="alert">${notice('bad', 'Attendez un peu', html`<p>${error.message}</p><p>L’agent qui a ce numéro est prévenu des essais.</p>`)}</div>`
    const reply = await again(device, { numero, said, status: error.status })
    const wait = (error as { retryAfter?: number }).retryAfter
    return {
      ...reply,
      headers: { ...reply.headers, ...(wait === undefined ? {} : { 'retry-after': String(wait) }) },
    }
  }
}

/** POST /kiosque/entrer */
export const doEnter = (ctx: Context, typed: z.infer<typeof EnterInput>): Promise<Reply> =>
  trying(
    ctx,
    (device, entry) => entryPage(ctx, device, entry),
    typed.numero,
    async (device) => ({
      ...redirect(HERE),
      cookies: [await enterByPin(ctx, device, typed)],
    }),
  )

export async function enterAgain(ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> {
  const device = await deviceHere(ctx)
  return device === undefined
    ? redirect(HERE)
    : entryPage(ctx, device, { problems, numero: one(values, 'numero') })
}

/** GET /kiosque/premier */
export async function showFirst(ctx: Context): Promise<Reply> {
  const device = await deviceHere(ctx)
  return device === undefined ? redirect(HERE) : firstPage(ctx, device)
}

/** POST /kiosque/premier */
export const doFirst = (ctx: Context, typed: z.infer<typeof FirstInput>): Promise<Reply> =>
  trying(
    ctx,
    (device, entry) => firstPage(ctx, device, entry),
    typed.numero,
    async (device) => ({
      ...redirect(HERE),
      cookies: [await enterFirst(ctx, device, typed, writerOf(ctx))],
    }),
  )

export async function firstAgain(ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> {
  const device = await deviceHere(ctx)
  return device === undefined
    ? redirect(HERE)
    : firstPage(ctx, device, { problems, numero: one(values, 'numero') })
}

/** GET /kiosque/encore */
export async function showStillThere(ctx: Context): Promise<Reply> {
  const visit = await visitHere(ctx, null)
  return visit === null ? redirect(`${HERE}/fini`) : stillThere(ctx, visit, ownPath(one(ctx.query, 'suite')))
}

/** POST /kiosque/rester: how long one still is for a script, else the page where one was. */
export async function doStay(ctx: Context, { suite = HERE }: z.infer<typeof StayInput>): Promise<Reply> {
  const visit = await visitHere(ctx, IDLE_MINUTES)
  const isScript = ctx.header('accept') === 'application/json'
  if (isScript) return json(visit === null ? { seconds: 0, most: 0 } : leftOf(ctx, visit))
  return redirect(visit === null ? `${HERE}/fini` : ownPath(suite))
}

/** POST /kiosque/terminer */
export async function doEnd(ctx: Context): Promise<Reply> {
  await endVisit(ctx)
  return redirect(`${HERE}/fini`)
}

/** GET /kiosque/fini */
export async function showEnd(ctx: Context): Promise<Reply> {
  const [device, visit] = [await deviceHere(ctx), await visitHere(ctx, null)]
  if (device === undefined || visit !== null) return redirect(HERE)
  const reply = await atDoor(ctx, device.place, {
    title: 'C’est fermé',
    main: html`<div role="status"><span class="sign">${icon('circle-check-big')}</span><h1>C’est fermé</h1><p class="calm">Rien ne reste sur cette borne&nbsp;: ni page, ni nom. Ce que vous avez envoyé est parti.</p></div><div class="stand-acts">${linkButton('Entrer', HERE, { big: true })}</div><kiosk-pad></kiosk-pad>`,
    leaves: true,
  })
  return { ...reply, ...nothingLeft, headers: { ...reply.headers, ...nothingLeft.headers } }
}
