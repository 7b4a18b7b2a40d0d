// What town halls and the metropolis say to their agents alone: a few audiences, and an information for each.
import { makeAudience } from '#audiences'
import { namedBodies } from '#bodies'
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { writeNotice } from '#publishing'
import { territory } from '#territory'

const DAY_MS = 24 * 3600 * 1000

interface Told {
  /** INSEE code of a commune; null: the metropolis. */
  commune: string | null
  audience: string
  /** Keys, with the codes of units, the names of bodies and « here » for the authority in place of their ids. */
  who: readonly string[]
  except?: readonly string[]
  theme: string
  title: string
  text: string
  lastsDays: number
}

const TOLD: readonly Told[] = [
  {
    commune: '69029',
    audience: 'Accueil et responsables de la mairie',
    who: ['workplace:here:reception', 'workplace:here:manager'],
    theme: 'Vie de la mairie',
    title: 'Réunion d’accueil jeudi à 14 h',
    text: 'Salle du conseil, une heure. Au programme\u00a0: les demandes de décembre et la fermeture du 24 à 16 h.\n\nQui ne peut pas venir lit le compte rendu ici vendredi.',
    lastsDays: 12,
  },
  {
    commune: null,
    audience: 'Voirie, tous les services',
    who: ['staff:voirie'],
    theme: 'Vie des services',
    title: 'Viabilité hivernale\u00a0: le tour de garde est prêt',
    text: 'Les équipes de nuit commencent lundi. Une permutation se demande à votre responsable, trois jours avant.',
    lastsDays: 90,
  },
  {
    commune: null,
    audience: 'Mairies du territoire',
    who: ['workplace'],
    except: ['workplace:here'],
    theme: 'Partenariat',
    title: 'Prochaine réunion des mairies partenaires',
    text: 'Mardi 8 décembre à 10 h, à l’hôtel de la Métropole et à distance. Envoyez vos questions avant le vendredi précédent.',
    lastsDays: 20,
  },
  {
    commune: null,
    audience: 'Maires de la conférence Porte des Alpes',
    who: ['body:Conférence territoriale des maires Porte des Alpes:mayor'],
    theme: 'Conférences des maires',
    title: 'Conférence Porte des Alpes\u00a0: l’ordre du jour du 10 décembre',
    text: 'Jeudi 10 décembre à 18 h, salle du conseil de Bron. Trois points\u00a0: la ligne de bus à l’étude, les déchèteries, les écoles.\n\nUn point à ajouter se demande avant le 3 décembre.',
    lastsDays: 30,
  },
]

/** Makes them, and says what each says. `speaker`: who administers the commune, or the metropolis. */
export async function addressAgents(
  tx: Write,
  speaker: (tx: Write, commune: string | null) => Promise<Actor>,
): Promise<void> {
  const place = await territory(tx)
  for (const { commune, audience, who, except = [], lastsDays, ...said } of TOLD) {
    const { id } = (commune === null ? undefined : place.authorityByCode(commune)) ?? place.metropolis
    const named = [
      ...place.unitsOf(id).map((unit) => [unit.code, unit.id] as const),
      ...(await namedBodies(tx)).map((body) => [body.name, body.id] as const),
    ]
    const codes = new Map(named)
    const keys = (said: readonly string[]) =>
      said.map((key) =>
        key
          .split(':')
          .map((part, at) => (at !== 1 ? part : part === 'here' ? id : (codes.get(part) ?? 0)))
          .join(':'),
      )
    const rule = { who: keys(who), also: [], except: keys(except), from: null, until: null }
    const acting = { ...tx, actor: await speaker(tx, commune) }
    await writeNotice(acting, id, {
      ...said,
      publishedAt: new Date(tx.now.getTime() - DAY_MS),
      endsAt: new Date(tx.now.getTime() + lastsDays * DAY_MS),
      audienceId: await makeAudience(acting, id, { name: audience, rule }),
    })
  }
}
