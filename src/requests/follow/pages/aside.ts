// The right column of the follow-up: where it stands, the place, the service in charge, other acts.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { linkList, section, timeline, type TimelineItem } from '#platform/ui/content.ts'
import { to } from '#platform/french/noun.ts'
import { capital, dayDate, time } from '#platform/ui/french.ts'
import { leaveHere } from '#people'
import type { FollowView } from '../view.ts'

function past({ at, text }: FollowView['facts'][number], zone: string): TimelineItem {
  // « Un agent s’en occupe. Il vous écrira. »: the first sentence is the title.
  const [, title = text, rest = ''] = /^(.+?)\.(?:\s+(.*))?$/s.exec(text) ?? []
  return {
    title,
    when: `${capital(dayDate(at, zone))}, ${time(at, zone)}`,
    datetime: at.toISOString(),
    text: rest === '' ? null : rest,
  }
}

function next({ state, writing, solutionLabel }: FollowView): TimelineItem[] {
  if (state.owner === 'resident')
    return [
      {
        state: 'next',
        title: 'Le service reprend votre demande',
        text: 'Le délai repart dès votre réponse.',
      },
    ]
  if (state.kind !== 'done')
    return [
      {
        state: 'next',
        title: solutionLabel,
        text: 'Vous recevrez un message, et pourrez nous dire si ce n’est pas résolu.',
      },
    ]
  return writing?.reopens
    ? [
        {
          state: 'next',
          title: 'Ce n’est pas résolu\u00a0?',
          text: html`<p><a href="#rouvrir">Dites-le</a>, et la demande est rouverte.</p>`,
        },
      ]
    : []
}

function steps(view: FollowView): Html {
  const done = view.facts.map((fact) => past(fact, view.zone))
  return section(
    'Où en est la demande',
    timeline([...done, { state: 'now', title: view.state.residentLabel }, ...next(view)]),
    { id: 'etapes' },
  )
}

function placeSection({ place }: FollowView): Html {
  const { address, area } = place
  return section(
    'Le lieu',
    html`<p>${address === '' || address.includes(area) ? address || area : `${address}, ${area}`}</p>`,
    { small: true, id: 'lieu' },
  )
}

function serviceSection({ service }: FollowView): Html {
  const { authority, unit, phone, email, address, because, moved } = service
  const reach =
    (phone !== null || email !== null) &&
    html`<p>${phone && html`<span class="nowrap">${phone}</span>`}${phone && email && html`<br>`}${email && html`<a href="mailto:${email}">${email}</a>`}</p>`
  const since =
    moved && html`<p>Elle a été transmise depuis ${to(unit)} (${authority}), avec toute son histoire.</p>`
  return html`<section class="card plain-card stack" aria-labelledby="service"><h2 id="service">Le service chargé de votre demande</h2>
    <p><b>${authority}</b><br>${unit.name}${address && html`<br>${address}`}</p>${reach}
    <details><summary>Pourquoi ce service&nbsp;?</summary><p>${because}</p>${since}</details></section>`
}

function attachSection(ctx: Context, { ref, attach }: FollowView): Html | null {
  if (attach === null) return null
  const back = encodeURIComponent(`/suivi/${ref}`)
  const body =
    attach === 'now'
      ? html`<p class="meta">Elle s’ajoute à «&nbsp;Mes demandes&nbsp;», si vous l’avez faite avec l’adresse e-mail de votre compte.</p>${buttonForm('Rattacher à mon compte', `/suivi/${ref}/rattacher`, ctx.csrf, { kind: 'quiet' })}`
      : html`<p class="meta">Avec un compte, vous retrouvez cette demande sans son numéro de suivi. Rien n’y est ajouté sans votre accord.</p><div class="row">${linkButton('Se connecter', `/connexion?suite=${back}`, { kind: 'quiet' })}${linkButton('Créer un compte', `/inscription?suite=${back}`, { kind: 'bare' })}</div>`
  return html`<div class="no-print">${section('Garder cette demande', body, { small: true, id: 'compte' })}</div>`
}

function otherActs({ ref, acts, receipt }: FollowView): Html | null {
  const links = acts.map(({ id, label }) => ({ href: `/suivi/${ref}/actions/${id}`, label }))
  if (receipt !== null) links.unshift({ href: receipt, label: 'Votre accusé de réception' })
  if (links.length === 0) return null
  return html`<nav class="no-print" aria-label="Autres actions">${linkList(links)}</nav>`
}

export function asideColumn(ctx: Context, view: FollowView): Html {
  return html`<aside class="stack wide" aria-label="Avancement">${steps(view)}${placeSection(view)}${serviceSection(view)}${attachSection(ctx, view)}${otherActs(view)}${leaveHere(ctx, 'Gardez votre numéro de suivi pour revenir.')}</aside>`
}
