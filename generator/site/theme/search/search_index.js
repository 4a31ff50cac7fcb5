var __index = {"config":{"lang":["zh"],"separator":"","pipeline":[],"fields":{}},"docs":[]};
