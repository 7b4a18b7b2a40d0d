// The yearly reports: a list of those that one may read, and each as a page and as a PDF.
import { html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { type ListColumn, listOf } from '#platform/screens/list.ts'
import { adminFrame, adminList, type Authority, territory } from '#territory'
import { paperPage } from '#platform/ui/paper.ts'
import { reportPaper } from './paper.ts'
import { type ReportRow, reportRows } from './queries.ts'
import { reportHref, REPORTS, WRITE } from './words.ts'

interface Line extends ReportRow {
  authority: Authority
}

/** A figure of the reports, by its id; empty where it was not counted. */
function figureColumn(id: string, label: string, name: string): ListColumn<Line> {
  const figureOf = ({ figures }: Line) => figures.find((figure) => figure.id === id)
  const written = (as: 'shown' | 'plain') => (line: Line) => {
    const figure = figureOf(line)
    return figure === undefined || figure.value === null ? '' : WRITE[figure.kind][as](figure.value)
  }
  return {
    label,
    text: written('plain'),
    cell: written('shown'),
    sort: { name, by: (line) => figureOf(line)?.value ?? -1 },
    right: true,
  }
}

/** GET /administration/rapports */
const list = listOf<Line>({
  at: REPORTS,
  action: 'report.read',
  title: 'Rapports d’activité',
  one: 'rapport',
  several: 'rapports',
  intro: html`<p class="reading">Ce que chaque commune partenaire a reçu, tenu et payé, année par année. Celui de l’année en cours est provisoire et se recompte chaque jour&nbsp;: la part des habitants satisfaits s’y ajoute une fois l’année finie, de cinq satisfaits et cinq autres au moins.</p>`,
  columns: [
    {
      label: 'Commune',
      text: ({ authority }) => authority.name,
      cell: ({ authority, year }) =>
        html`<a href="${reportHref(authority.slug, year)}">${authority.name}<span class="hidden">, rapport ${year}</span></a>`,
      sort: { name: 'commune', by: ({ authority }) => authority.slug },
    },
    {
      label: 'Année',
      text: ({ year }) => String(year),
      cell: ({ year, isFinal }) => html`${year}${!isFinal && html` <span class="meta">provisoire</span>`}`,
      sort: { name: 'annee', by: ({ year }) => year },
    },
    figureColumn('requests.received', 'Demandes reçues', 'demandes'),
    figureColumn('requests.kept', 'Délais tenus', 'delais'),
    figureColumn('requests.rated', 'Habitants satisfaits', 'satisfaits'),
    figureColumn('agreements.cost_each', 'Coût par demande, TTC', 'cout'),
  ],
  filters: [
    {
      name: 'annee',
      label: 'Année',
      all: 'Toutes',
      of: ({ year }) => ({ value: String(year), label: String(year) }),
    },
    {
      name: 'commune',
      label: 'Commune',
      all: 'Toutes',
      of: ({ authority }) => ({ value: authority.slug, label: authority.name }),
    },
  ],
  id: ({ authority, year }) => `${authority.slug}-${year}`,
  size: 100,
  async rows(tx) {
    const [place, rows] = [await territory(tx), await reportRows(tx)]
    return rows
      .map((row): Line => ({ ...row, authority: place.authority(row.authorityId) }))
      .toSorted(
        (one, other) => other.year - one.year || one.authority.slug.localeCompare(other.authority.slug),
      )
  },
  empty: {
    title: 'Aucun rapport',
    text: 'Un rapport se fait de lui-même, dès l’année où la convention d’une commune prend effet.',
  },
  export: 'rapports-d-activite',
})

const asked = ({ params }: Context): [slug: string, year: number] => [
  params.collectivite ?? '',
  Number(params.annee),
]

/** GET /administration/rapports/:collectivite/:annee */
const showReport = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [slug, year] = asked(ctx)
    const paper = await reportPaper(tx, slug, year)
    const places = {
      pdf: `${reportHref(slug, year)}/pdf`,
      back: { href: REPORTS, label: 'Revenir aux rapports' },
      current: REPORTS,
    }
    return page(paperPage(await adminFrame(ctx, tx), paper, places))
  })

/** GET /administration/rapports/:collectivite/:annee/pdf */
async function sendReport(ctx: Context): Promise<Reply> {
  const [slug, year] = asked(ctx)
  const paper = await ctx.db.read(ctx.actor, (tx) => reportPaper(tx, slug, year))
  const headers = { 'content-disposition': `attachment; filename="rapport-${slug}-${year}.pdf"` }
  return { kind: 'bytes', body: await drawPaper(paper, ctx.actor.personId), type: 'application/pdf', headers }
}

export const reportRoutes: readonly Route[] = [
  ...adminList(list),
  {
    get: `${REPORTS}/:collectivite/:annee`,
    action: 'report.read',
    title: 'Rapport d’activité',
    face: 'admin',
    handle: showReport,
  },
  {
    get: `${REPORTS}/:collectivite/:annee/pdf`,
    action: 'report.read',
    title: 'Rapport d’activité, en PDF',
    face: 'admin',
    handle: sendReport,
  },
]
