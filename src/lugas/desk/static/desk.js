// What the desk does beside being read: keys, copying, saving and turning pages without loading them whole.
// Without this file every link and button works as links and forms do.
"use strict";
