// The pages of the demonstration site: the town, what it received of the account, and a word for each way of leaving.
import type { Person } from './account.ts'

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

function whole(title: string, person: Person | null, main: string): string {
  const who =
    person === null
      ? '<a class="enter" href="/connexion">Se connecter</a>'
      : `<a class="enter" href="/mon-espace">${escape(nameOf(person))}</a>`
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)} – Le site de Bron</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body><a class="skip" href="#contenu">Aller au contenu</a>
<aside class="band" aria-label="Exemple">Site d’exemple&nbsp;: il montre comment un site se connecte avec le compte du territoire. Ce qu’il dit de la ville est inventé.</aside>
<header><div class="inside"><a class="town" href="/"><span class="crest" aria-hidden="true"></span><span><b>Bron</b><small>le site de la ville</small></span></a>
<nav aria-label="Rubriques"><a href="/#actualites">Actualités</a><a href="/#mairie">La mairie</a></nav>${who}</div></header>
<main id="contenu" tabindex="-1">${main}</main>
<footer><div class="inside"><p><b>Mairie de Bron</b> (exemple)</p><p>Ouverte du lundi au vendredi, de 9&nbsp;h à 17&nbsp;h</p></div></footer></body></html>`
}

const NEWS: readonly (readonly [day: string, title: string, text: string])[] = [
  [
    'Samedi 12 décembre',
    'Le marché de Noël revient place de la mairie',
    'Cinquante exposants, une chorale à 17&nbsp;h et des marrons chauds.',
  ],
  [
    'À partir du lundi 4 janvier',
    'Inscriptions aux ateliers du mercredi',
    'Poterie, échecs, roller&nbsp;: les places se prennent depuis votre espace.',
  ],
  [
    'Tout l’hiver',
    'La médiathèque ouvre le dimanche',
    'De 14&nbsp;h à 18&nbsp;h, avec une lecture pour les petits à 15&nbsp;h.',
  ],
]

export function homePage(person: Person | null, notice: Notice | null): string {
  const news = NEWS.map(
    ([day, title, text]) => `<li><p class="day">${day}</p><h3>${title}</h3><p>${text}</p></li>`,
  ).join('')
  const entry =
    person === null
      ? `<p>Réservez un atelier, retrouvez vos inscriptions. Un seul compte pour tous les sites du territoire&nbsp;: celui que vous avez déjà.</p>
<p><a class="button" href="/connexion">Se connecter avec mon compte du territoire</a></p>
<p class="small">Vous choisissez ce que la ville reçoit, information par information.</p>`
      : `<p>Vous êtes connecté avec votre compte du territoire.</p><p><a class="button" href="/mon-espace">Ouvrir mon espace</a></p>`
  return whole(
    'Accueil',
    person,
    `${spoken(notice)}<section class="hero"><div><h1>Bienvenue à Bron</h1>${entry}</div><div class="picture" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div></section>
<section id="actualites"><h2>En ce moment</h2><ul class="news">${news}</ul></section>
<section id="mairie"><h2>La mairie</h2><p>Place de Weingarten, tramway «&nbsp;Hôtel de Ville&nbsp;». Les démarches se font au guichet du territoire, avec le même compte.</p></section>`,
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

export function spacePage(person: Person): string {
  const { name } = person.values
  const rows = rowsOf(person.values)
  const received =
    rows === ''
      ? '<p>Rien&nbsp;: vous n’avez rien transmis. La ville vous reconnaîtra tout de même à votre prochaine visite.</p>'
      : `<dl class="received">${rows}</dl>`
  return whole(
    'Mon espace',
    person,
    `<h1>Bonjour${typeof name === 'string' ? ` ${escape(name)}` : ''}</h1>
<section class="sheet"><h2>Ce que la ville a reçu de votre compte</h2>${received}
<p class="small">Et votre identifiant pour ce site, qui ne sert à aucun autre&nbsp;: <code>${escape(person.sub)}</code></p></section>
<section><h2>Mes ateliers</h2><p>Vous n’êtes inscrit à aucun atelier.</p></section>
<form method="post" action="/sortie"><button class="button plain">Se déconnecter</button></form>`,
  )
}

export const lostPage = (): string =>
  whole(
    'Page introuvable',
    null,
    '<h1>Cette page n’existe pas</h1><p><a href="/">Revenir à l’accueil du site</a></p>',
  )

export const faultPage = (): string =>
  whole(
    'Connexion impossible',
    null,
    '<h1>La connexion n’a pas pu se faire</h1><p>Le compte du territoire n’a pas répondu comme attendu. Rien n’a été gardé. Recommencez dans un instant.</p><p><a class="button" href="/">Revenir à l’accueil</a></p>',
  )
