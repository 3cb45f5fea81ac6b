/** Jackson networks: every station is as if it stood alone, whatever comes back to it. */
import { geometric, mm1, traffic } from "../formulas.ts";
import { type Network, type NetworkSeen, observeNetwork } from "../network.ts";
import { type Expectation, replicated, type System, system } from "../row.ts";

function jackson(network: Network, seconds: number, about: { name: string; how: string; heavy?: true }): System {
  const { outside, routing, stations } = network;
  const rates = traffic(outside, routing);
  const loads = stations.map(({ mean }, index) => rates[index] * mean);
  const numbers = loads.map((load) => load / (1 - load));
  const total = numbers.reduce((sum, number) => sum + number, 0);
  const last = stations.length - 1;
  const alone = mm1(outside[last], stations[last].mean).number + outside[last] * stations[last].mean;
  const rows = loads.flatMap((load, index): Expectation<NetworkSeen>[] => [
    { figure: `mean number at station ${index + 1}`, of: ({ number }) => number[index], theory: numbers[index] },
    {
      figure: `share of time with 1 at station ${index + 1}`,
      of: ({ share }) => share[index][1],
      theory: geometric(load, 1),
    },
  ]);
  return system({
    ...about,
    see: replicated((seed) => observeNetwork(network, Math.min(2000, seconds / 20), seconds, seed)),
    rows: [
      ...rows,
      {
        figure: "share of time with nobody anywhere",
        of: ({ empty }) => empty,
        theory: loads.reduce((product, load) => product * (1 - load), 1),
        // The rarer, the more stations.
        sharp: stations.length > 3 ? 0.05 : 0.01,
      },
      {
        figure: "mean time from arrival to leaving",
        of: ({ sojourn }) => sojourn,
        theory: total / outside.reduce((sum, rate) => sum + rate, 0),
      },
      {
        figure: "mean number at the last station, if nobody came from the others",
        of: ({ number }) => number[number.length - 1],
        theory: alone,
        wrong: true,
      },
    ],
  });
}

const THREE: Network = {
  outside: [0.25, 0.1, 0.05],
  routing: [
    [0.1, 0.5, 0.2],
    [0.2, 0, 0.5],
    [0.1, 0.2, 0.1],
  ],
  stations: [
    { servers: 1, mean: 1.2 },
    { servers: 1, mean: 1.2 },
    { servers: 1, mean: 1.4 },
  ],
};

/** Nine stations, three by three: half goes to the right, a quarter down, a fifth of what has come to the edge starts anew. */
function grid(): Network {
  const side = 3;
  const stations = Array.from({ length: side * side }, () => ({ servers: 1, mean: 1 }));
  const routing = stations.map((_, from) => {
    const row = Math.floor(from / side);
    const column = from % side;
    const shares = stations.map(() => 0);
    if (column < side - 1) shares[from + 1] += 0.5;
    else shares[row * side] += 0.2;
    if (row < side - 1) shares[from + side] += 0.25;
    else shares[column] += 0.1;
    return shares;
  });
  return { outside: [0.4, 0, 0, 0.2, 0, 0, 0.2, 0, 0], routing, stations };
}

/** Two stations in a row: Burke's theorem. */
const TANDEM: Network = {
  outside: [0.5, 0],
  routing: [
    [0, 1],
    [0, 0],
  ],
  stations: [
    { servers: 1, mean: 1 },
    { servers: 1, mean: 1.4 },
  ],
};

export const NETWORKS: readonly System[] = [
  jackson(TANDEM, 400_000, {
    name: "Tandem at 50 and 70 %",
    how: "Two stations driven together: what leaves the first is Poisson again (Burke).",
  }),
  jackson(THREE, 220_000, {
    name: "Jackson network of three stations",
    how: "Three stations driven together, one server each, with a 3 x 3 matrix of ways between them, back to oneself included.",
  }),
];

export const HEAVY_NETWORKS: readonly System[] = [
  jackson(grid(), 400_000, {
    name: "Jackson network of 3 x 3 stations",
    how: "Nine stations in a square: on to the right, down, and back from the edges to the start.",
    heavy: true,
  }),
];
