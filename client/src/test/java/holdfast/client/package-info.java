/** Shops with a client that nobody wrote. */
package holdfast.client;
