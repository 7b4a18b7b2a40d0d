// Services as a kind of definition: what one is made of, and how its file is read.
import { definitionKind } from '#platform/house/definition.ts'
import type { ServiceDefinition } from './definition.ts'
import { serviceFileSchema } from './models.ts'
import { modelsSchema, serviceSchema } from './schema.ts'

const delay = (of: string) => ({
  parts: { days: `le délai ${of}, en jours ouvrés`, riskDays: `l’alerte avant la fin du délai ${of}` },
})

export const SERVICE = definitionKind<ServiceDefinition>({
  kind: 'service',
  one: 'démarche',
  isFeminine: true,
  schema: serviceSchema,
  idOf: ({ slug }) => slug,
  folder: 'services',
  fileSchema: async (reader) => serviceFileSchema((await reader.one('models.json', modelsSchema)) ?? {}),
  goesWithItsFile: true,
  parts: {
    title: 'le titre',
    shortTitle: 'le titre court',
    theme: 'le thème',
    category: 'la catégorie',
    keywords: 'les mots-clés',
    lead: 'la présentation',
    forWhom: 'pour qui',
    cost: 'le prix',
    minutes: 'la durée, en minutes',
    prepare: 'ce qu’il faut préparer',
    whoAnswers: 'qui répond',
    steps: 'les étapes',
    emergency: 'l’urgence',
    related: 'les démarches voisines',
    links: 'les liens',
    by: 'qui rend le service',
    law: 'les textes de loi',
    places: 'les lieux d’accueil',
    form: 'le formulaire',
    workflow: 'le parcours',
    delays: { parts: { firstAnswer: delay('de la première réponse'), solution: delay('de la solution') } },
    solutionLabel: 'le nom de la solution',
    processing: 'la fiche du registre',
    level: 'le niveau',
    takesAnything: 'l’accueil de toute question',
    often: 'le rang parmi les plus demandées',
    commune: 'la commune dont elle est',
    meantFor: 'à qui elle est réservée',
    askedAt: 'la page où elle se demande',
    nearMetres: 'la distance des demandes proches',
  },
})
