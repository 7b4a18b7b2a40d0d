// Grids of rights as a kind of definition: what one is made of, what keeps it back, how its versions are compared.
import { definitionKind } from '#platform/house/definition.ts'
import { PROCESSING, SECTORS } from '#register'
import type { Condition } from '#rules'
import { territory } from '#territory'
import { FACTS, LEVEL_WORDS, type Level } from '../proof/facts.ts'
import { type Grid, gridSchema, type Lasts, type SectorId } from './definition.ts'
import { gridProblems } from './problems.ts'
import { conditionWords, FACT_NAMES } from './words.ts'

export const lastsWords = (lasts: Lasts): string =>
  'months' in lasts ? `${lasts.months} mois` : `jusqu’au ${lasts.until.split('-').toReversed().join('/')}`

export const classWords = (id: string | null, { classes }: Pick<Grid, 'classes'>): string =>
  id === null ? 'aucun droit' : `«\u00a0${classes.find((one) => one.id === id)?.label ?? id}\u00a0»`

export const GRID = definitionKind<Grid>({
  kind: 'passgrid',
  one: 'grille de droits',
  isFeminine: true,
  schema: gridSchema,
  idOf: ({ id }) => id,
  folder: 'pass-grids',
  goesWithItsFile: true,
  async refuse(grid, ground) {
    const place = await ground.once('territory', territory)
    const entry = (await ground.all(PROCESSING)).get(grid.processing)
    return gridProblems(grid, {
      places: place.communes,
      authorities: new Set(place.authorities.map(({ code }) => code)),
      categories: entry?.categories ?? null,
    })
  },
  parts: {
    title: 'le titre',
    sector: { name: 'le secteur', says: (id: SectorId) => SECTORS[id] },
    controller: 'la collectivité qui donne le droit',
    processing: 'la fiche du registre',
    classes: { one: 'classe', isFeminine: true, id: 'id', title: 'label', parts: { label: 'le nom' } },
    rows: {
      one: 'ligne',
      isFeminine: true,
      id: 'id',
      title: 'label',
      parts: {
        label: 'le nom',
        when: {
          name: 'la condition',
          says: (when: Condition) => conditionWords(when, []),
        },
        class: { name: 'la classe donnée', says: (id: string, grid: Grid) => classWords(id, grid) },
      },
    },
    otherwise: {
      name: 'ce qu’ont les autres',
      says: (id: string | null, grid: Grid) => classWords(id, grid),
    },
    lasts: { name: 'la durée', says: lastsWords },
    proofs: {
      parts: Object.fromEntries(
        FACTS.map((fact) => [
          fact,
          {
            name: `la preuve demandée pour «\u00a0${FACT_NAMES[fact]}\u00a0»`,
            says: (level: Level) => `«\u00a0${LEVEL_WORDS[level].toLowerCase()}\u00a0»`,
          },
        ]),
      ),
    },
  },
})
