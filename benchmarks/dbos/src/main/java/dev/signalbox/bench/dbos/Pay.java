package dev.signalbox.bench.dbos;

/** The workflow of W2, as DBOS wants to have it: an interface to put a proxy on. */
interface Pay {
    String pay(String order);
}
