// GET /agents/pass/fiche/…: the pass of whoever is there. What opens at partners of the agent's own authority; of others, how many. Never where
// it was used.
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, redirect, type Route } from '#platform/http/route.ts'
import { post } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag, type Tone } from '#platform/ui/feedback.ts'
import { fullDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { agentOf } from '#signin'
import { deskFrame, territory, todayThere } from '#territory'
import { z } from 'zod'
import { leftText } from '../ledger/words.ts'
import { entitlementsOf, type NamedEntitlement } from '../record/entitlements.ts'
import { type CarrierState, openPass, type Pass, type Support, supportsOf } from '../record/passes.ts'
import { partners } from '../record/queries.ts'
import { waitsWords } from '../record/sectors.ts'
import { familyOf, type Person } from './family.ts'
import { fileAt, HERE, noteServed, served } from './file.ts'

const STATES: Readonly<Record<CarrierState, readonly [label: string, tone: Tone | 'idle']>> = {
  ordered: ['Commandé', 'info'],
  active: ['En service', 'good'],
  suspended: ['Suspendu', 'warn'],
  lost: ['Perdu', 'idle'],
  replaced: ['Remplacé', 'idle'],
  expired: ['Périmé', 'idle'],
}

interface View {
  person: Person
  pass: Pass | undefined
  supports: readonly Support[]
  /** At partners of the agent's authority. */
  own: readonly NamedEntitlement[]
  others: number
  children: readonly Person[]
  parents: readonly (Person & { mandateId: number })[]
  zone: string
}

async function viewOf(ctx: Context, tx: Read): Promise<View> {
  const { person, pass } = await served(ctx)
  const { authorityId } = agentOf(ctx.actor)
  const { zone } = await territory(tx)
  return ctx.db.read(system, async (all) => {
    const kept = new Set(
      (await partners(all)).filter((one) => one.authorityId === authorityId).map(({ id }) => id),
    )
    const held = pass === undefined ? [] : await entitlementsOf(all, pass.id, await todayThere(all))
    const own = held.filter(({ partnerId }) => kept.has(partnerId))
    return {
      ...{ person, pass, own, others: held.length - own.length, zone },
      supports: pass === undefined ? [] : await supportsOf(all, pass.id),
      ...(await familyOf(all, person.id)),
    }
  })
}

function heldPanel(at: string, { own, others }: View): Html {
  const rows = own.map((one) => [
    html`<b>${one.product}</b><br><span class="meta">${one.partner}</span>`,
    [one.label, leftText(one)].filter((part) => part !== '').join(', '),
    `jusqu’au ${fullDate(one.until)}`,
    html`<span class="meta">${one.because}</span>${one.opensUntil === null && html`<br>${waitsWords(one.sector)}`}`,
    html`<a href="${at}/droits/${one.id}/fin">Mettre fin<span class="hidden"> à «&nbsp;${one.product}&nbsp;»</span></a>`,
  ])
  const columns = ['Droit', 'Tarif et reste', 'Fin', 'Pourquoi', 'Suite'].map((label) => ({ label }))
  return panel(
    'Ce qu’il ouvre',
    html`${rows.length === 0 ? html`<p>Rien chez les partenaires de votre collectivité.</p>` : table({ caption: 'Droits', captionHidden: true, columns, rows })}
    ${others > 0 && html`<p class="meta">Et ${plural(others, 'droit', 'droits')} chez des partenaires d’autres collectivités, que vous ne voyez pas.</p>`}
    <p class="row">${linkButton('Donner ou vendre un droit', `${at}/droit`)}${linkButton('Lire un document', `${at}/document`, { kind: 'quiet' })}${linkButton('Garder une preuve', `${at}/preuve`, { kind: 'quiet' })}${linkButton('Liste d’attente', `${at}/attente`, { kind: 'quiet' })}${linkButton('Qui paie', `${at}/payeur`, { kind: 'quiet' })}</p>`,
  )
}

function supportsPanel(ctx: Context, at: string, { person, pass, supports, zone }: View): Html {
  const live = supports.filter(({ endedAt }) => endedAt === null)
  const rows = live.map((one) => [
    one.label,
    tag(...([STATES[one.state][1], STATES[one.state][0]] as const)),
    `depuis le ${fullDate(one.madeAt, zone)}`,
    html`<a href="${at}/supports/${one.id}">${one.state === 'ordered' ? 'Remettre, perdu, remplacer' : 'Perdu, suspendre, remplacer'}<span class="hidden">&nbsp;: ${one.label}</span></a>`,
  ])
  const columns = ['Support', 'État', 'Depuis', 'Suite'].map((label) => ({ label }))
  return panel(
    'Où il se trouve',
    html`${
      rows.length === 0
        ? html`<p>Aucun support en service.</p>`
        : table({ caption: 'Supports', captionHidden: true, columns, rows })
    }<p class="row">${linkButton('Commander une carte ou un papier', `${at}/carte`, { kind: 'quiet' })}</p>`,
    pass?.stoppedAt === null
      ? {
          end: buttonForm('Imprimer sur papier', `${at}/papier`, ctx.csrf, {
            kind: 'quiet',
            more: `le pass ${ofPerson(person.name)}`,
          }),
        }
      : {},
  )
}

function familyPanel(ctx: Context, { person, children, parents }: View): Html {
  const line = (one: Person) => html`<li><a href="${fileAt(ctx, one.id)}">${one.name}</a></li>`
  return panel(
    'Famille',
    html`${children.length > 0 && html`<p>Enfants dont ${person.name} est parent&nbsp;:</p><ul>${children.map(line)}</ul>`}
    ${parents.length > 0 && html`<p>Parents&nbsp;:</p><ul>${parents.map((one) => html`<li>${one.name}, <a href="${fileAt(ctx, person.id)}/parents/${one.mandateId}">ce que peut ce parent<span class="hidden">, ${one.name}</span></a></li>`)}</ul>`}
    ${parents.length === 0 && html`<p class="row">${linkButton('Ajouter un enfant', `${fileAt(ctx, person.id)}/enfant`, { kind: 'quiet' })}</p>`}`,
  )
}

function openedParts(ctx: Context, at: string, view: View, { openedAt, stoppedAt }: Pass): Html {
  const { zone } = view
  const way = (label: string) => linkButton(label, `${at}/arret`, { kind: 'quiet' })
  return html`${stoppedAt !== null && notice('warn', 'Ce pass est arrêté', html`<p>Depuis le ${fullDate(stoppedAt, zone)}. Rien ne s’ouvre avec lui&nbsp;; ses droits sont gardés.</p>`)}
    ${heldPanel(at, view)}${supportsPanel(ctx, at, view)}${familyPanel(ctx, view)}
    <div class="row">${way(stoppedAt === null ? 'Arrêter tout le pass' : 'Reprendre le pass')}<span class="meta">Ouvert le ${fullDate(openedAt, zone)}.</span></div>`
}

const showFile = (ctx: Context) =>
  ctx.db.read(ctx.actor, async (tx) => {
    const view = await viewOf(ctx, tx)
    const { person, pass } = view
    const at = fileAt(ctx, person.id)
    const title = `Pass ${ofPerson(person.name)}`
    const main = html`<div class="stack"><div class="stack tight"><h1>${title}</h1><p><a href="${HERE}">Trouver une autre personne</a></p></div>
      ${
        pass === undefined
          ? html`${panel('Pas encore de pass', html`<p>Un pass est gratuit, et ne sert qu’à ce que la personne y met.</p>${buttonForm('Ouvrir un pass', `${at}/ouvrir`, ctx.csrf)}`)}${familyPanel(ctx, view)}`
          : openedParts(ctx, at, view, pass)
      }</div>`
    return page(agentPage(await deskFrame(ctx, tx), { title, main, current: HERE }))
  })

async function doOpen(ctx: Context) {
  const { person } = await served(ctx)
  await ctx.db.write(system, async (tx) => {
    await openPass(tx, person.id, agentOf(ctx.actor).agentId)
    await noteServed(tx, ctx.actor, person.id, 'A ouvert un pass à votre nom, à un guichet')
  })
  return redirect(fileAt(ctx, person.id), 'Le pass est ouvert.')
}

const base = { action: 'pass.serve', face: 'agent', title: 'Pass' } as const

export const fileRoutes: readonly Route[] = [
  { ...base, get: `${HERE}/fiche/:fiche`, handle: showFile },
  post({ ...base, post: `${HERE}/fiche/:fiche/ouvrir`, input: z.object({}), handle: doOpen }),
]
