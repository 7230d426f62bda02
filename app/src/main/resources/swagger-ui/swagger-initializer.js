// A file of its own: the page's Content-Security-Policy allows no code within it.
window.onload = () => {
    window.ui = SwaggerUIBundle({
        url: "../v3/api-docs",
        dom_id: "#swagger-ui",
        deepLinking: true,
        displayRequestDuration: true,
        docExpansion: "list",
        persistAuthorization: false,
        tryItOutEnabled: false,
        validatorUrl: null, // nothing leaves for another host
    });
};
