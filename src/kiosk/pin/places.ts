// Where one chooses one’s own code, and where one gives a first one to one’s team.
export const OWN = '/compte/borne'
export const TEAM = '/compte/borne/equipe'
