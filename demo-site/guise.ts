// What each site of the demonstration says of itself: the town's own, and three applications that the metropolis gives its agents. All invented.

export interface Guise {
  /** Begins the names of its cookies: sites of one machine share them. */
  id: string
  /** What it would like to know of whoever signs in, by the scopes of the account. */
  wishes: readonly string[]
  /** As tabs of the browser call it: « Le site de Bron ». */
  name: string
  /** In its header, in two lines. */
  head: readonly [title: string, under: string]
  /** What it is an example of, and what in it is invented. */
  band: string
  rubrics: readonly (readonly [anchor: string, title: string])[]
  welcome: string
  /** Why one signs in there; what of it is said to whom. */
  why: string
  choice: string
  news: readonly (readonly [day: string, title: string, text: string])[]
  about: string
  /** Whoever it is of, in a sentence: « la ville ». */
  whose: string
  /** What one has there. */
  own: readonly [title: string, text: string]
  foot: readonly [who: string, when: string]
}

export const TOWN: Guise = {
  id: 'bron',
  wishes: ['profile', 'email', 'resident', 'age_over_18'],
  name: 'Le site de Bron',
  head: ['Bron', 'le site de la ville'],
  band: 'Site d’exemple&nbsp;: il montre comment un site se connecte avec le compte du territoire. Ce qu’il dit de la ville est inventé.',
  rubrics: [
    ['actualites', 'En ce moment'],
    ['mairie', 'La mairie'],
  ],
  welcome: 'Bienvenue à Bron',
  why: 'Réservez un atelier, retrouvez vos inscriptions. Un seul compte pour tous les sites du territoire&nbsp;: celui que vous avez déjà.',
  choice: 'Vous choisissez ce que la ville reçoit, information par information.',
  news: [
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
  ],
  about:
    'Place de Weingarten, tramway «&nbsp;Hôtel de Ville&nbsp;». Les démarches se font au guichet du territoire, avec le même compte.',
  whose: 'la ville',
  own: ['Mes ateliers', 'Vous n’êtes inscrit à aucun atelier.'],
  foot: ['Mairie de Bron', 'Ouverte du lundi au vendredi, de 9&nbsp;h à 17&nbsp;h'],
}

/** What applications of agents have in common. */
const OF_AGENTS = {
  wishes: ['profile', 'email'],
  band: 'Application d’exemple&nbsp;: elle montre comment un outil de travail s’ouvre avec le compte de l’agent. Ce qu’elle dit est inventé.',
  rubrics: [
    ['actualites', 'À savoir'],
    ['mairie', 'Aide'],
  ],
  choice: 'L’application reçoit votre nom, et votre adresse si vous le voulez. Aucun autre mot de passe.',
  whose: 'l’application',
  foot: ['Direction des ressources humaines', 'Poste 5820, du lundi au vendredi, de 8&nbsp;h à 17&nbsp;h'],
} as const satisfies Partial<Guise>

export const TOOLS: readonly Guise[] = [
  {
    ...OF_AGENTS,
    ...{ id: 'temps', name: 'Temps et congés', head: ['Temps et congés', 'les compteurs des agents'] },
    welcome: 'Vos heures, vos jours',
    why: 'Les heures faites, les jours qui restent, les absences accordées. Un congé se demande sur l’intranet.',
    news: [
      [
        'Chaque matin',
        'Les compteurs sont à jour à 7&nbsp;h',
        'Ils tiennent compte des badges de la veille.',
      ],
      ['Avant le 31 janvier', 'Ce qui reste de l’an dernier', 'Se prend, ou va au compte épargne-temps.'],
    ],
    about: 'Un écart se signale à votre gestionnaire, avec le jour et l’heure.',
    own: ['Mes compteurs', 'Cet exemple ne tient aucun compteur.'],
  },
  {
    ...OF_AGENTS,
    ...{ id: 'formation', name: 'Formation en ligne', head: ['Formation', 'apprendre à son rythme'] },
    welcome: 'Apprendre à son rythme',
    why: 'Des modules d’une demi-heure, à reprendre où vous en étiez, et les sessions en salle.',
    news: [
      ['Nouveau', 'Écrire simplement', 'Six modules, et un texte à vous, relu.'],
      ['En décembre', 'Conduite sur sol glissant', 'La partie en ligne se fait avant la piste.'],
    ],
    about: 'Une inscription en salle se fait avec l’accord de votre responsable.',
    own: ['Mes modules', 'Vous n’en avez commencé aucun.'],
  },
  {
    ...OF_AGENTS,
    ...{ id: 'frais', name: 'Frais de mission', head: ['Frais de mission', 'déplacements remboursés'] },
    welcome: 'Un déplacement, une note',
    why: 'L’ordre de mission, les justificatifs, le remboursement suivi jusqu’à sa date.',
    news: [
      ['Toute l’année', 'Le train d’abord', 'Sous quatre heures de trajet, l’avion n’est plus proposé.'],
      ['Dix jours', 'Le remboursement', 'Compté à partir du dernier justificatif.'],
    ],
    about: 'Les justificatifs se gardent jusqu’au remboursement.',
    own: ['Mes notes', 'Vous n’en avez aucune en cours.'],
  },
]
