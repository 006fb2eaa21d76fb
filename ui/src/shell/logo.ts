import svg from "../../../icons/gatehouse.svg?raw";

/** The icon with a size of its own: without one, a browser lays the name beside it out before it knows its width. */
export const logo = `data:image/svg+xml,${encodeURIComponent(svg.replace("<svg ", '<svg width="32" height="32" '))}`;
