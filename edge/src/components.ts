/** What people outside can depend on, in their groups: the words of the status page, and nowhere else. */

export interface ComponentGroup {
  id: 'web-applications' | 'apis' | 'services' | 'edges';
  name: string;
  components: readonly Component[];
}

export interface Component {
  /** Folder of the app or role; `edge-…` for an edge. */
  id: string;
  name: string;
}

/** One public way to the platform. */
export interface EdgeAddress {
  name: string;
  url: string;
}

export function componentGroups(edges: readonly EdgeAddress[]): ComponentGroup[] {
  return [
    {
      id: 'web-applications',
      name: 'Web applications',
      components: [
        { id: 'dispatch-web', name: 'Dispatch Web Platform' },
        { id: 'customer-tracker', name: 'Customer Tracker' },
        { id: 'operator-app', name: 'Operator App' },
      ],
    },
    {
      id: 'apis',
      name: 'APIs',
      components: [
        { id: 'public-api', name: 'Public API' },
        { id: 'operator-api', name: 'Operator API' },
      ],
    },
    {
      id: 'services',
      name: 'Services',
      components: [
        { id: 'itinerary-optimiser', name: 'Routing and Itinerary Optimization' },
        { id: 'notifications', name: 'Notifications' },
        { id: 'outbound-email', name: 'Outbound Email Service' },
        { id: 'outbound-sms', name: 'Outbound SMS Service' },
      ],
    },
    {
      id: 'edges',
      name: 'Edges',
      components: edges.map((edge) => ({ id: edgeComponentId(edge), name: edge.name })),
    },
  ];
}

/** What people reach over the edges: their pages and APIs. */
export function carriedByEdges(groups: readonly ComponentGroup[]): Component[] {
  return groups.filter(({ id }) => id === 'web-applications' || id === 'apis').flatMap((group) => group.components);
}

export function allComponents(groups: readonly ComponentGroup[]): Component[] {
  return groups.flatMap((group) => group.components);
}

export function edgeComponentId(edge: EdgeAddress): string {
  const slug = edge.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug.startsWith('edge-') ? slug : `edge-${slug}`;
}
