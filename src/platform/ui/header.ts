// Header and footer of the counter, header of the desk.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { mark } from './drawings.ts'
import { icon } from './icon.ts'
import type { AgentFrame, Frame, Link, NavLink, Site } from './site.ts'

function currentPage(href: string, current: string | undefined) {
  return attrs({ href, 'aria-current': href === current ? 'page' : undefined })
}

function identity(site: Site): Html {
  return html`<a class="identity" href="/">${site.logo ?? mark()}<span><b>${site.name}</b>${site.faceTitle}</span></a>`
}

function accountLink(frame: Frame, current: string | undefined): Html {
  if (!frame.account) {
    const { back, addresses } = frame
    const href = !back ? addresses.signIn : `${addresses.signIn}?suite=${encodeURIComponent(back)}`
    const known = attrs({ href, 'aria-current': addresses.signIn === current ? 'page' : undefined })
    return html`<a class="button quiet" ${known}>${icon('user-round')}Se connecter</a>`
  }
  return html`<a class="button quiet" ${currentPage(frame.addresses.account, current)}>${icon('user-round')}<span class="account-word">${frame.account.word ?? (frame.acting ? 'Ses demandes' : 'Mon compte')}<span class="hidden">&nbsp;: </span></span><span class="account-name">${frame.account.name}</span></a>`
}

/** The way back to work of an agent, or of an elected member. */
function workLink({ account }: Frame): Html | null {
  const work = account?.work
  return work
    ? html`<a href="${work.href}"><span>${work.as}<span class="extra">&nbsp;: ${work.label}</span></span></a>`
    : null
}

function placeLink({ href, label, more }: NavLink, current: string | undefined): Html {
  const words = more === undefined ? label : html`<span>${label}<span class="extra">${more}</span></span>`
  return html`<a ${currentPage(href, current)}>${words}</a>`
}

/** Header of a resident's page. */
export function siteHeader(frame: Frame, current: string | undefined): Html {
  return html`<header class="site-header"><div class="wrap">
    ${identity(frame.site)}
    <nav class="site-nav" aria-label="Principale">
    ${frame.places.map((place) => placeLink(place, current))}
    <a href="#aide">Aide</a>
    ${workLink(frame)}
    ${accountLink(frame, current)}
    </nav>
    </div></header>`
}

function linkList(links: readonly Link[]): Html {
  return html`<ul>${links.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>`
}

function helpColumn(site: Site, help: readonly Link[]): Html {
  const opening = site.openingText
    ? html`,<br>${site.openingText.charAt(0).toLowerCase() + site.openingText.slice(1)}`
    : null
  const phone = site.phone
    ? html`<p>Un agent vous répond au <b class="nowrap">${site.phone}</b>${opening}.</p>`
    : null
  const email = site.email ? html`<p><a href="mailto:${site.email}">${site.email}</a></p>` : null
  return html`<div id="aide"><h2>Besoin d’aide&nbsp;?</h2>${phone}${email}${help.length > 0 && linkList(help)}</div>`
}

/** Footer of a resident's page: who is here, how to be helped, where else to go. */
export function siteFooter({ site, foot }: Pick<Frame, 'site' | 'foot'>): Html {
  const territory =
    foot.territory.length > 0 ? html`<div><h2>Le territoire</h2>${linkList(foot.territory)}</div>` : null
  const legal =
    foot.legal.length > 0
      ? html`<ul class="legal">${foot.legal.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>`
      : null
  return html`<footer class="site-footer"><div class="wrap">
    <div class="columns"><div>${identity(site)}${site.address && html`<p>${site.address}</p>`}</div>${helpColumn(site, foot.help)}${territory}</div>
    ${legal}
    </div></footer>`
}

/** Two letters that stand for a person. */
export function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean)
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}

/** The agent, and what is theirs: opens without a script. */
function whoIsHere({ name, unit, own = [] }: AgentFrame['agent']): Html {
  const who = html`<span class="initials" aria-hidden="true">${initials(name)}</span><span>${name}<br><span class="unit">${unit}</span></span>`
  if (own.length === 0) return html`<div class="who">${who}</div>`
  return html`<details class="own"><summary class="who">${who}${icon('chevron-down')}</summary>${linkList(own)}</details>`
}

/** The place that holds the page: its own, else the nearest above. */
function placeOf(links: readonly NavLink[], path: string): NavLink | undefined {
  const above = links.filter(
    ({ href, alone }) => path === href || (alone !== true && path.startsWith(`${href}/`)),
  )
  return above.toSorted((a, b) => b.href.length - a.href.length)[0]
}

/** The menu beside the pages of a part of the desk, in groups; nothing where there is none. */
export function sideMenu({ nav, path }: AgentFrame): Html | null {
  const links = nav.filter(({ group }) => group !== undefined)
  const here = placeOf(links, path)
  if (links.length === 0) return null
  const groups = [...new Set(links.map(({ group }) => group))].map((group) => {
    const items = links
      .filter((link) => link.group === group)
      .map((link) => {
        const current = link !== here ? undefined : link.href === path ? 'page' : 'true'
        return html`<li><a ${attrs({ href: link.href, 'aria-current': current })}>${link.label}</a></li>`
      })
    return html`<h2>${group}</h2><ul>${items}</ul>`
  })
  return html`<nav class="side menu" aria-label="Administration">${groups}</nav>`
}

/** Header of the desk. */
export function deskHeader(frame: AgentFrame, current: string | undefined): Html {
  const { agent, nav } = frame
  const places = nav.filter(({ group }) => group === undefined)
  // A page that is itself a place of the menu, before where it leads back.
  const here = places.find(({ href }) => href === frame.path) ?? placeOf(places, current ?? '')
  const items = places
    .filter(({ search }) => search?.alone !== true)
    .map(
      (place) =>
        html`<li><a ${attrs({ href: place.href, 'aria-current': place !== here ? undefined : place.href === current ? 'page' : 'true' })}>${place.label}</a></li>`,
    )
  // Who only administers has no list to search.
  const found = nav.find(({ search }) => search !== undefined)
  const isThere = found?.search?.alone === true && here === found
  const search =
    found?.search &&
    !isThere &&
    html`<form role="search" action="${found.href}"><label class="hidden" for="recherche">${found.search.label}</label><input class="input" type="search" id="recherche" name="q" placeholder="${found.search.placeholder}"></form>`
  return html`<header class="desk-header">
    <a class="identity" href="${nav[0]?.href ?? '/'}">${mark()}<b>${frame.face === 'Agents' ? 'Parvis' : `Parvis ${frame.face}`}</b></a>
    <nav aria-label="Principale"><ul>${items}</ul></nav>
    ${search}
    ${whoIsHere(agent)}
    <form class="sign-out" method="post" action="${frame.addresses.signOut}"><input type="hidden" name="_csrf" value="${frame.csrf}"><button class="button bare" title="Se déconnecter">${icon('log-out')}<span>Se déconnecter</span></button></form>
    </header>`
}
