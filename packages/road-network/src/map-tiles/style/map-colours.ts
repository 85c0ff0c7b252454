/** One palette a theme. Low saturation, no red and no amber: those belong to promises, hues to vehicles. */
export interface MapColours {
  readonly paper: string;
  readonly settled: string;
  readonly industrial: string;
  readonly school: string;
  readonly forest: string;
  readonly scrub: string;
  readonly meadow: string;
  readonly farmland: string;
  readonly orchard: string;
  readonly park: string;
  readonly pitch: string;
  readonly rock: string;
  readonly sand: string;
  readonly wetland: string;
  readonly water: string;
  readonly waterLine: string;
  readonly building: string;
  readonly buildingEdge: string;
  readonly roadMain: string;
  readonly roadMainEdge: string;
  readonly road: string;
  readonly roadEdge: string;
  readonly track: string;
  readonly path: string;
  readonly rail: string;
  readonly boundary: string;
  readonly placeText: string;
  readonly quietText: string;
  readonly roadText: string;
  readonly waterText: string;
  readonly halo: string;
}

export const lightColours: MapColours = {
  paper: '#f3f2ed',
  settled: '#e9e6df',
  industrial: '#e5e4e3',
  school: '#efece2',
  forest: '#dce7d6',
  scrub: '#e3ebdb',
  meadow: '#ebf1e2',
  farmland: '#f2f1e5',
  orchard: '#e7eedb',
  park: '#e2edda',
  pitch: '#d9e8d6',
  rock: '#e8e7e4',
  sand: '#f1eddc',
  wetland: '#dfeae4',
  water: '#c4dbe8',
  waterLine: '#b3d0e0',
  building: '#dad5cb',
  buildingEdge: '#c6c0b4',
  roadMain: '#ffffff',
  roadMainEdge: '#a9a296',
  road: '#ffffff',
  roadEdge: '#c8c2b6',
  track: '#bfb8a8',
  path: '#c2bbac',
  rail: '#b9b4ac',
  boundary: '#a79fb5',
  placeText: '#2d363d',
  quietText: '#6c757c',
  roadText: '#596168',
  waterText: '#56809a',
  halo: '#fbfaf8',
};

export const darkColours: MapColours = {
  paper: '#14181c',
  settled: '#191e23',
  industrial: '#1b2026',
  school: '#1d2226',
  forest: '#152019',
  scrub: '#17221b',
  meadow: '#18211c',
  farmland: '#1a1f1d',
  orchard: '#18221b',
  park: '#16241b',
  pitch: '#182820',
  rock: '#1c2023',
  sand: '#22221d',
  wetland: '#162422',
  water: '#16303f',
  waterLine: '#1c3b4c',
  building: '#252c33',
  buildingEdge: '#303841',
  roadMain: '#596673',
  roadMainEdge: '#101418',
  road: '#414c56',
  roadEdge: '#111519',
  track: '#3b434a',
  path: '#3c444b',
  rail: '#4a4f55',
  boundary: '#5d5670',
  placeText: '#dbe1e6',
  quietText: '#8d979f',
  roadText: '#9fa9b1',
  waterText: '#6f9db6',
  halo: '#14181c',
};
