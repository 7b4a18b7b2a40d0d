// The tables of rules, one a subject: how many rows each has, and what the proof says of it.
import { html } from '#platform/html.ts'
import type { Read } from '#platform/db/db.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { listSentence, plural } from '#platform/ui/french.ts'
import { askedIn, type CompetenceRule, faultsIn, type Ground, groundOf, lineage } from '#services'
import { HERE, standingOf, tableAddress } from './words.ts'

/** A subject that residents ask about, or that has rules of its own. */
interface Subject {
  code: string
  label: string
  /** The widest category above it. */
  domain: string
  /** Rows in force or to come that it reads: its own, and those of the categories above. */
  own: number
  above: number
  /** Kinds of place and communes that its rows tell apart. */
  apart: string
  isAsked: boolean
}

interface TableLine extends Subject {
  faults: number
}

const proofWords = ({ faults, isAsked }: TableLine): string =>
  faults > 0
    ? plural(faults, 'cas à revoir', 'cas à revoir')
    : isAsked
      ? 'Chaque cas a un service'
      : 'Aucune démarche ne s’en sert'

const toneOf = ({ faults, isAsked }: TableLine) => (faults > 0 ? 'bad' : isAsked ? 'good' : 'idle')

/** What the rows of a subject tell apart. */
function apartOf(rows: readonly CompetenceRule[]): string {
  const kinds = new Set(rows.flatMap(({ placeKind }) => placeKind ?? []))
  const communes = new Set(rows.flatMap(({ commune }) => commune ?? []))
  const apart = [
    ...(kinds.size > 0 ? [plural(kinds.size, 'genre de lieu', 'genres de lieu')] : []),
    ...(communes.size > 0 ? [plural(communes.size, 'commune', 'communes')] : []),
  ]
  return apart.length === 0 ? 'Partout pareil' : `${listSentence(apart)} à part`
}

function subjectsOf({ known, rules, today }: Ground): Subject[] {
  const asked = askedIn(known)
  const current = rules.filter((rule) => standingOf(rule, today) !== 'past')
  return known.categories
    .map(({ code, label }) => {
      const line = lineage(known, code)
      const read = current.filter(({ category }) => line.includes(category))
      const own = read.filter(({ category }) => category === code).length
      const domain = known.category(line.at(-1) ?? code)?.label ?? code
      return {
        code,
        label,
        domain,
        own,
        above: read.length - own,
        apart: apartOf(read),
        isAsked: asked.has(code),
      }
    })
    .filter(({ own, isAsked }) => own > 0 || isAsked)
}

async function lines(tx: Read): Promise<TableLine[]> {
  const ground = await groundOf(tx)
  // A fault is its first row’s; a gap, which has none, its case’s.
  const faulty = faultsIn(ground).map(({ example, rules: [first] }) => first?.category ?? example.category)
  return subjectsOf(ground).map((subject) => ({
    ...subject,
    faults: faulty.filter((code) => code === subject.code).length,
  }))
}

/** GET /administration/competences */
export const competenceTables = listOf<TableLine>({
  at: HERE,
  action: 'competence.read',
  title: 'Qui répond, où',
  one: 'sujet',
  several: 'sujets',
  intro: html`<p class="reading">Un tableau par sujet&nbsp;: selon la commune, le genre de lieu et la date, qui répond et quel service. La ligne la plus précise l’emporte. Ce qui a été décidé reste vrai&nbsp;: une règle commence, au plus tôt, demain.</p>
    <p class="row"><a class="more" href="${HERE}/pourquoi">Pourquoi ce service&nbsp;?</a> <a class="more" href="/administration/competences/regles">Toutes les règles, ligne par ligne</a></p>`,
  columns: [
    {
      label: 'Sujet',
      text: ({ label }) => label,
      cell: ({ code, label }) => html`<a href="${tableAddress(code)}">${label}</a>`,
      sort: { name: 'sujet', by: ({ label }) => label },
    },
    {
      label: 'Domaine',
      text: ({ domain }) => domain,
      sort: { name: 'domaine', by: ({ domain }) => domain },
    },
    {
      label: 'Règles',
      text: ({ own, above }) => String(own + above),
      cell: ({ own, above }) =>
        above === 0
          ? String(own)
          : html`${own + above} <span class="meta">dont ${above} d’un sujet plus large</span>`,
      sort: { name: 'regles', by: ({ own, above }) => own + above },
    },
    { label: 'Ce qui change selon le lieu', text: ({ apart }) => apart },
    {
      label: 'Preuve',
      text: proofWords,
      cell: (line) => tag(toneOf(line), proofWords(line)),
      sort: { name: 'preuve', by: ({ faults, isAsked }) => (faults > 0 ? 0 : isAsked ? 1 : 2) },
    },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Sujet, domaine', in: ({ label, domain }) => [label, domain] },
    {
      name: 'domaine',
      label: 'Domaine',
      all: 'Tous',
      of: ({ domain }) => ({ value: domain, label: domain }),
    },
    {
      name: 'preuve',
      label: 'Preuve',
      all: 'Toutes',
      of: (line) => ({ value: toneOf(line), label: line.faults > 0 ? 'À revoir' : proofWords(line) }),
    },
  ],
  id: ({ code }) => code,
  order: 'sujet',
  size: 200,
  rows: lines,
  empty: { title: 'Aucun sujet' },
  export: 'sujets-de-competence',
})

/** How many tables there are. */
export const countTables = async (tx: Read): Promise<number> => subjectsOf(await groundOf(tx)).length
