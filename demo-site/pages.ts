// The pages of a site of the demonstration, in its guise: what it is, what it received of the account, a word for each way of leaving.
import type { Person } from './account.ts'
import type { Guise } from './guise.ts'

/** Why the home page has something to say first. */
export type Notice = 'ended' | 'left' | 'refused' | 'lost'

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const NOTICES: Readonly<Record<Notice, readonly [title: string, text: string]>> = {
  ended: [
    'Vous avez été déconnecté',
    'Vous avez fermé votre compte du territoire sur cet appareil, ou depuis un autre&nbsp;: ce site a été prévenu et vous a déconnecté aussi.',
  ],
  left: ['Vous êtes déconnecté', 'De ce site et de votre compte. À bientôt.'],
  refused: [
    'Vous n’êtes pas connecté',
    'Vous avez choisi de ne rien transmettre à ce site. Vous pouvez continuer à le lire.',
  ],
  lost: [
    'La connexion n’a pas abouti',
    'Elle a été commencée il y a trop longtemps, ou dans un autre navigateur. Recommencez.',
  ],
}

const spoken = (notice: Notice | null): string =>
  notice === null
    ? ''
    : `<div class="notice" role="status"><h2>${NOTICES[notice][0]}</h2><p>${NOTICES[notice][1]}</p></div>`

const nameOf = ({ values }: Person): string => (typeof values.name === 'string' ? values.name : 'mon espace')

function whole(
  { name, head, band, rubrics, foot }: Guise,
  title: string,
  person: Person | null,
  main: string,
): string {
  const who =
    person === null
      ? '<a class="enter" href="/connexion">Se connecter</a>'
      : `<a class="enter" href="/mon-espace">${escape(nameOf(person))}</a>`
  const ways = rubrics.map(([anchor, said]) => `<a href="/#${anchor}">${said}</a>`).join('')
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)} – ${name}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body><a class="skip" href="#contenu">Aller au contenu</a>
<aside class="band" aria-label="Exemple">${band}</aside>
<header><div class="inside"><a class="town" href="/"><span class="crest" aria-hidden="true"></span><span><b>${head[0]}</b><small>${head[1]}</small></span></a>
<nav aria-label="Rubriques">${ways}</nav>${who}</div></header>
<main id="contenu" tabindex="-1">${main}</main>
<footer><div class="inside"><p><b>${foot[0]}</b> (exemple)</p><p>${foot[1]}</p></div></footer></body></html>`
}

export function homePage(guise: Guise, person: Person | null, notice: Notice | null): string {
  const [[first, firstTitle] = ['', ''], [second, secondTitle] = ['', '']] = guise.rubrics
  const news = guise.news
    .map(([day, title, text]) => `<li><p class="day">${day}</p><h3>${title}</h3><p>${text}</p></li>`)
    .join('')
  const entry =
    person === null
      ? `<p>${guise.why}</p>
<p><a class="button" href="/connexion">Se connecter avec mon compte du territoire</a></p>
<p class="small">${guise.choice}</p>`
      : `<p>Vous êtes connecté avec votre compte du territoire.</p><p><a class="button" href="/mon-espace">Ouvrir mon espace</a></p>`
  return whole(
    guise,
    'Accueil',
    person,
    `${spoken(notice)}<section class="hero"><div><h1>${guise.welcome}</h1>${entry}</div><div class="picture" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div></section>
<section id="${first}"><h2>${firstTitle}</h2><ul class="news">${news}</ul></section>
<section id="${second}"><h2>${secondTitle}</h2><p>${guise.about}</p></section>`,
  )
}

const LABELS: Readonly<Record<string, string>> = {
  name: 'Prénom et nom',
  email: 'Adresse e-mail',
  lives_in_commune: 'Habite la commune',
  is_adult: 'A 18&nbsp;ans ou plus',
}
const SOURCES: Readonly<Record<string, string>> = {
  declared: 'déclaré par vous',
  franceconnect: 'donné par FranceConnect',
  desk: 'vu au guichet, avec un justificatif',
}

interface Told {
  source?: unknown
  date?: unknown
}

function cameFrom(provenance: unknown, claim: string): string {
  if (typeof provenance !== 'object' || provenance === null) return ''
  const told = (provenance as Record<string, Told | undefined>)[claim]
  if (told === undefined) return ''
  const source = typeof told.source === 'string' ? (SOURCES[told.source] ?? escape(told.source)) : ''
  return typeof told.date === 'string' ? `${source}, le ${dayOf(told.date)}` : source
}

const dayOf = (text: string): string => {
  const day = new Date(text)
  if (Number.isNaN(day.getTime())) return escape(text)
  return day.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

function wordsOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return escape(typeof value === 'string' ? value : JSON.stringify(value))
}

/** What was received, a line each: the address says itself whether it was verified. */
function rowsOf({ provenance, email_verified: isVerified, ...values }: Person['values']): string {
  return Object.entries(values)
    .map(([claim, value]) => {
      const said = claim === 'email' && isVerified === true ? `${wordsOf(value)} (vérifiée)` : wordsOf(value)
      return `<div><dt>${LABELS[claim] ?? escape(claim)}</dt><dd>${said}<small>${cameFrom(provenance, claim)}</small></dd></div>`
    })
    .join('')
}

export function spacePage(guise: Guise, person: Person): string {
  const { name } = person.values
  const rows = rowsOf(person.values)
  const received =
    rows === ''
      ? '<p>Rien&nbsp;: vous n’avez rien transmis. Vous serez reconnu tout de même à votre prochaine visite.</p>'
      : `<dl class="received">${rows}</dl>`
  return whole(
    guise,
    'Mon espace',
    person,
    `<h1>Bonjour${typeof name === 'string' ? ` ${escape(name)}` : ''}</h1>
<section class="sheet"><h2>Ce que ${guise.whose} a reçu de votre compte</h2>${received}
<p class="small">Et votre identifiant pour ce site, qui ne sert à aucun autre&nbsp;: <code>${escape(person.sub)}</code></p></section>
<section><h2>${guise.own[0]}</h2><p>${guise.own[1]}</p></section>
<form method="post" action="/sortie"><button class="button plain">Se déconnecter</button></form>`,
  )
}

export const lostPage = (guise: Guise): string =>
  whole(
    guise,
    'Page introuvable',
    null,
    '<h1>Cette page n’existe pas</h1><p><a href="/">Revenir à l’accueil du site</a></p>',
  )

export const faultPage = (guise: Guise): string =>
  whole(
    guise,
    'Connexion impossible',
    null,
    '<h1>La connexion n’a pas pu se faire</h1><p>Le compte du territoire n’a pas répondu comme attendu. Rien n’a été gardé. Recommencez dans un instant.</p><p><a class="button" href="/">Revenir à l’accueil</a></p>',
  )
